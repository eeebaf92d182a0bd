"""Rules of the portal; the tables its cases go by."""

from dangjian.portal.rules.tables import AT, RIGHT, TABLES, Who, kinds, next_kind, signing_move

__all__ = ["AT", "RIGHT", "TABLES", "Who", "kinds", "next_kind", "signing_move"]
