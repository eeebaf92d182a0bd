"""Reads of openness."""
