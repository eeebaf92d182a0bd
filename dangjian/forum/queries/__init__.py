"""Reads of the forum: what everybody may read, and what those concerned may."""
