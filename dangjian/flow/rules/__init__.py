"""What may be in flow: tables of moves, terms, whose a to-do is."""

from dangjian.flow.rules.offices import Addressee, Office, addressed_to, holder_of, may_do
from dangjian.flow.rules.table import EARLIER, Clock, Flow, Move, State, Tables, says_move

__all__ = [
    "EARLIER",
    "Addressee",
    "Clock",
    "Flow",
    "Move",
    "Office",
    "State",
    "Tables",
    "addressed_to",
    "holder_of",
    "may_do",
    "says_move",
]
