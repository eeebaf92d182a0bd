"""Voices: letters, petitions and questions of the public, and what the office answers."""
