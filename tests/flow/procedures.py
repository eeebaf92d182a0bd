"""Petitions under two editions, with a draft of a third and a case that was taken over."""

from __future__ import annotations

from dangjian.desk import rooms
from dangjian.flow import actions
from dangjian.flow.models import Procedure, Transfer
from dangjian.flow.queries.editions import draft_of
from dangjian.voices.rules import PETITION
from tests.district import TODAY, District
from tests.flow.probe import NOON, by, opened


def prepared(district: District) -> tuple[Procedure, Transfer]:
    """The procedure and the transfer; made once in a district."""
    procedure = Procedure.objects.get(key="petition")
    if draft_of(procedure) is None:
        letter, actor, path = opened(district, PETITION), by(district, "office"), district.root.path
        draft = actions.draft_edition(procedure, rooms.TABLES, by=actor)
        actions.set_term(draft, PETITION, "finish", days=50, on=TODAY, path=path, by=actor)
        actions.set_paper(draft, PETITION, "accept", title="登记表", by=actor)
        new = actions.publish(draft, rooms.TABLES, note="办得快一些", now=NOON, path=path, by=actor)
        actions.transfer_cases([letter.case], to=new, tables=rooms.TABLES, now=NOON, by=actor)
        actions.draft_edition(procedure, rooms.TABLES, by=actor)
    return procedure, Transfer.objects.get(case__edition__procedure=procedure)
