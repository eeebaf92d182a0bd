"""Verbs: approve and stop a source, take in what was fetched, choose of it."""
