"""Verbs of the forum. Each is one transaction and leaves its leaf."""
