"""What went wrong while finding, starting or stopping the database, in one Chinese sentence."""

from __future__ import annotations


class ClusterError(Exception):
    """The embedded PostgreSQL cannot be had; `str()` is a sentence for the person at the shell."""
