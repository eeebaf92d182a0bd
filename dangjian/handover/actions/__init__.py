"""Verbs of handing over and of leaving."""
