"""Verbs of flow. Who may act is decided by the room the case or the to-do belongs to."""

from dangjian.flow.actions.absences import come_back, go_away
from dangjian.flow.actions.cases import advance, bar, continue_as, lift_bar, open_case
from dangjian.flow.actions.editions import (
    discard_draft,
    draft_edition,
    drop_paper,
    install,
    publish,
    set_paper,
    set_recipient,
    set_term,
    set_word,
)
from dangjian.flow.actions.reminders import escalate, warn
from dangjian.flow.actions.shares import answer_share, ask_share, drop_share
from dangjian.flow.actions.terms import (
    ask_extension,
    decide_extension,
    pause,
    resume,
)
from dangjian.flow.actions.todos import assign, finish, hand_on, receive, urge, withdraw
from dangjian.flow.actions.transfers import transfer_cases, undo_transfer

__all__ = [
    "advance",
    "answer_share",
    "ask_extension",
    "ask_share",
    "assign",
    "bar",
    "come_back",
    "continue_as",
    "decide_extension",
    "discard_draft",
    "escalate",
    "draft_edition",
    "drop_paper",
    "drop_share",
    "finish",
    "go_away",
    "hand_on",
    "install",
    "lift_bar",
    "open_case",
    "pause",
    "publish",
    "receive",
    "resume",
    "set_paper",
    "set_recipient",
    "set_term",
    "set_word",
    "transfer_cases",
    "undo_transfer",
    "urge",
    "warn",
    "withdraw",
]
