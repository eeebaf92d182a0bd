"""Bring people into the register, keep their items, move them between branches (A5)."""

from dangjian.registry.actions.people.arrivals import register_member, register_members
from dangjian.registry.actions.people.branches import reassign
from dangjian.registry.actions.people.items import (
    DISAGREES,
    OPEN_ITEMS,
    SEALED,
    correct_items,
    locked,
    reveal,
)
from dangjian.registry.newcomers import NewMember

__all__ = [
    "DISAGREES",
    "OPEN_ITEMS",
    "SEALED",
    "NewMember",
    "correct_items",
    "locked",
    "reassign",
    "register_member",
    "register_members",
    "reveal",
]
