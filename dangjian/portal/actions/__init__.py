"""Verbs of the portal."""
