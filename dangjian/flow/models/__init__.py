"""Nouns of flow."""

from dangjian.flow.models.absence import Absence
from dangjian.flow.models.case import Bar, Case, CaseTerm, Extension, Moving, Pause, Step
from dangjian.flow.models.edition import (
    Edition,
    EditionPaper,
    EditionRecipient,
    EditionTerm,
    EditionWord,
    Procedure,
    Transfer,
)
from dangjian.flow.models.todo import Outcome, Task, ToDo

__all__ = [
    "Absence",
    "Bar",
    "Case",
    "CaseTerm",
    "Edition",
    "EditionPaper",
    "EditionRecipient",
    "EditionTerm",
    "EditionWord",
    "Extension",
    "Moving",
    "Outcome",
    "Pause",
    "Procedure",
    "Step",
    "Task",
    "ToDo",
    "Transfer",
]
