"""Verbs of the dues."""
