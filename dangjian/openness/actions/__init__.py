"""Verbs of openness."""
