"""Reads of the library, always for somebody: a viewer, or None for anybody."""
