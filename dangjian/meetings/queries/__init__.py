"""Reads of meetings: who may vote on a day, what was counted, what came of it."""
