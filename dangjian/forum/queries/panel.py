"""Experts, questions put to them, and the notes these became."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, TextField, Value, When
from django.db.models.functions import Concat

from dangjian.forum.models import Consultation, Expert, Reach, Stage
from dangjian.forum.queries.seminars import experts_above
from dangjian.forum.rules import panel as rules
from dangjian.forum.rules.panel import Part, Step
from dangjian.kernel.refusal import Missing
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.models import Organization, Person
from dangjian.registry.queries.people import named


def office_of(viewer: Viewer) -> Organization:
    """The first office in which the viewer may ask experts. Missing without one."""
    for held in viewer.held:
        if viewer.may(Purpose.CONSULT, held.path):
            return Organization.objects.get(pk=held.organization_id)
    raise Missing("没有这一页，或者不在您的权限范围内。")


def experts_for(office: Organization, *, but: int | None = None) -> list[Expert]:
    """Experts a clerk of this office may ask, by field; but: a person who is not offered."""
    found = experts_above(office.path).filter(person__account__is_active=True)
    return [one for one in found if one.person_id != but]


def experts_of(viewer: Viewer) -> QuerySet[Expert]:
    """Experts named within the viewer's part of the tree."""
    scope = viewer.scope(Purpose.CONSULT)
    return (
        Expert.objects.filter(scope.q("organization__path"), ended_on__isnull=True)
        .select_related("person__organization", "organization")
        .order_by("field", "person__name_key", "pk")
    )


def expert_for(viewer: Viewer, pk: int) -> Expert:
    found = experts_of(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这位专家，或者不是您这里聘请的。")
    return found


def nameable(viewer: Viewer, text: str) -> list[Person]:
    """Members of the viewer's part of the tree with an account whose name holds the text."""
    if not text:
        return []
    scope = viewer.scope(Purpose.CONSULT)
    return list(
        Person.objects.filter(scope.q(), named(text), account__is_active=True)
        .select_related("organization")
        .order_by("name_key", "pk")[:20]
    )


# --- consultations --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sight:
    """A consultation as one person may see it."""

    consultation: Consultation
    parts: frozenset[Part]

    @property
    def steps(self) -> frozenset[Step]:
        return frozenset(s for s in Step if rules.may(s, self.consultation, self.parts))


def _visible(viewer: Viewer) -> QuerySet[Consultation]:
    """His own, those asked of him, those of his part of the tree."""
    mine = Q(asker=viewer.person_id) | Q(expert__person=viewer.person_id)
    within = viewer.scope(Purpose.CONSULT).q("organization__path")
    return Consultation.objects.filter(mine | within).select_related(
        "asker", "expert__person", "organization"
    )


def consultations(viewer: Viewer) -> QuerySet[Consultation]:
    """What the viewer asked or is asked, the latest first."""
    mine = Q(asker=viewer.person_id) | Q(expert__person=viewer.person_id)
    return _visible(viewer).filter(mine).order_by("-pk")


def consultation_for(viewer: Viewer, pk: int) -> Sight:
    """One consultation, for who asked, who is asked, and the asker's office. Missing otherwise."""
    found = _visible(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这次咨询，或者不是您的。")
    am = {
        Part.ASKER: found.asker_id == viewer.person_id,
        Part.EXPERT: found.expert.person_id == viewer.person_id,
    }
    return Sight(found, frozenset(part for part, is_so in am.items() if is_so))


# --- notes ----------------------------------------------------------------------------------------


def notes(viewer: Viewer | None, text: str = "") -> QuerySet[Consultation]:
    """Notes the viewer may read; with a text those that hold it, or half its pairs of characters.

    Public ones are everybody's, internal ones are for whoever may ask experts. The best match
    first, then the latest.
    """
    readable = Q(reach=Reach.PUBLIC)
    if viewer is not None and viewer.may_anywhere(Purpose.CONSULT):
        readable |= Q(reach=Reach.INTERNAL)
    found = Consultation.objects.filter(readable, stage=Stage.NOTED).select_related("expert")
    pairs = _pairs(text)
    if not pairs:
        return found.order_by("-noted_at", "-pk")
    parts = ("subject", Value("\n"), "question", Value("\n"), "answer")
    said = Concat(*parts, output_field=TextField())
    hits = [
        Case(When(said__icontains=pair, then=1), default=0, output_field=IntegerField())
        for pair in pairs
    ]
    score: Any = hits[0]
    for hit in hits[1:]:
        score = score + hit
    return (
        found.annotate(said=said, score=score)
        .filter(score__gte=math.ceil(len(pairs) / 2))
        .order_by(F("score").desc(), "-noted_at", "-pk")
    )


def note(viewer: Viewer | None, pk: int) -> Consultation:
    found = notes(viewer).filter(pk=pk).first()
    if found is None:
        raise Missing("没有这条答问，或者不对您公开。")
    return found


def _pairs(text: str) -> list[str]:
    """The pairs of neighbouring characters of each word; a word of one or two as it is."""
    pairs: dict[str, None] = {}
    for word in text.split()[:5]:
        short = word[:24]
        steps = range(max(len(short) - 1, 1))
        pairs |= dict.fromkeys(short[at : at + 2] for at in steps)
    return list(pairs)
