"""Reads, always through the viewer's scope."""
