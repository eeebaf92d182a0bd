"""Verbs of the room: each is one transaction, says who acts, leaves a leaf."""
