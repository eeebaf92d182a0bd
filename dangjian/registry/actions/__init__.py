"""Verbs that write. Each is one transaction, says who acts (`by`), and leaves its evidence."""
