"""What is told, how people want to be told, and what became of it."""

from dangjian.courier.actions.channels import ask_code, remove, set_times, switch, verify
from dangjian.courier.actions.deliveries import drop, gather, give_up, sent
from dangjian.courier.actions.forgetting import forget
from dangjian.courier.actions.telling import tell

__all__ = [
    "ask_code",
    "drop",
    "forget",
    "gather",
    "give_up",
    "remove",
    "sent",
    "set_times",
    "switch",
    "tell",
    "verify",
]
