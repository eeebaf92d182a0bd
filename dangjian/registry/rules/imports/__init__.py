"""Tables from outside: columns by their header, a verdict on every row. Pure."""

from dangjian.registry.rules.imports.columns import ROSTER as ROSTER_COLUMNS
from dangjian.registry.rules.imports.doubles import doubles
from dangjian.registry.rules.imports.entries import MemberEntry, OrganizationEntry, UnitEntry
from dangjian.registry.rules.imports.organizations import OrganizationsSheet
from dangjian.registry.rules.imports.places import Place, Places
from dangjian.registry.rules.imports.roster import Roster
from dangjian.registry.rules.imports.sentences import SENTENCES
from dangjian.registry.rules.imports.sheets import Layout
from dangjian.registry.rules.imports.verdicts import (
    CONFIRMABLE,
    DOUBTLESS,
    SAME_EVERYWHERE,
    VERDICTS,
    Issue,
    Judged,
)

__all__ = [
    "CONFIRMABLE",
    "DOUBTLESS",
    "ROSTER_COLUMNS",
    "SAME_EVERYWHERE",
    "SENTENCES",
    "VERDICTS",
    "Issue",
    "Judged",
    "Layout",
    "MemberEntry",
    "OrganizationEntry",
    "OrganizationsSheet",
    "Place",
    "Places",
    "Roster",
    "UnitEntry",
    "doubles",
]
