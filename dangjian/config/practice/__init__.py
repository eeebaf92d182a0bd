"""The practice copy: the demo district in a database of its own, which anybody may spoil and renew.

Never a database with real people: it is always the one named <real>_practice, and only one that
bears our label is opened, overwritten or removed.
"""
