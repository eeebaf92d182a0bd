"""Meetings that vote on paper: who is due, who came, what was counted, what came of it."""
