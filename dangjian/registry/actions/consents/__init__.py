"""What takes two persons: asked by one, agreed to by another, done once (TRUST §2.5; L3, X15)."""

from dangjian.registry.actions.consents.asking import ask, withdraw
from dangjian.registry.actions.consents.deciding import (
    agree,
    carry_out,
    maker_of,
    may_decide,
    refuse,
)
from dangjian.registry.actions.consents.declared import Deed, Doing, Wanted
from dangjian.registry.actions.consents.deeds import DEEDS, deed_of
from dangjian.registry.actions.consents.emergencies import review
from dangjian.registry.actions.consents.inspecting import inspect
from dangjian.registry.actions.consents.openings import reveal_to

__all__ = [
    "DEEDS",
    "Deed",
    "Doing",
    "Wanted",
    "agree",
    "ask",
    "carry_out",
    "deed_of",
    "inspect",
    "maker_of",
    "may_decide",
    "refuse",
    "reveal_to",
    "review",
    "withdraw",
]
