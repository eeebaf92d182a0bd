"""Reads of handing over and of leaving."""
