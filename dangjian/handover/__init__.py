"""Handing over a post, and leaving one that kept the platform (C3, X25, L6)."""
