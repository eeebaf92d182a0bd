"""Verbs of meetings: call and hold, count, confirm, report what was elected."""
