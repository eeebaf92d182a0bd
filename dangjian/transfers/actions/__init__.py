"""Verbs of the room: transfers started and moved, papers given, floating members kept in touch."""
