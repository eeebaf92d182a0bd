"""Voices: letters to leaders, consultations, petitions, and how they were answered."""
