"""The facts of a meeting as its record tells them."""

from __future__ import annotations

from collections.abc import Sequence

from dangjian.meetings.models import Kind, Meeting, Presence
from dangjian.meetings.queries.results import Reckoning, sheet_of, votes_of, written_of
from dangjian.meetings.rules.sheets import Sheet
from dangjian.meetings.rules.wording import Record, Voted, title_of
from dangjian.registry.models import Naming

_ABSENT = (Presence.EXCUSED, Presence.WRITTEN, Presence.ABSENT)


def record_of(meeting: Meeting, reckoned: Sequence[Reckoning]) -> Record:
    """Everything the record says. At most three queries."""
    kind = Kind(meeting.kind)
    names: dict[str, list[str]] = {}
    voters = meeting.voters.select_related("person").order_by("person__name_key", "pk")
    for one in voters:
        names.setdefault(one.presence, []).append(one.person.name)
    naming = Naming.objects.on(meeting.held_on).filter(organization=meeting.organization).first()
    return Record(
        organization=naming.name if naming else meeting.organization.name,
        kind=kind,
        held_on=meeting.held_on,
        place=meeting.place,
        chair=meeting.chair.name if meeting.chair else "",
        full=meeting.full or 0,
        due=meeting.due or 0,
        present=meeting.present or 0,
        absent={str(how.label): names.get(how, []) for how in _ABSENT},
        left_out=names.get(Presence.EXEMPT, []),
        notes=meeting.unseal("notes"),
        voted=[_voted(one, meeting) for one in reckoned],
    )


def _voted(one: Reckoning, meeting: Meeting) -> Voted:
    item, count = one.item, one.count
    chosen = {candidate.pk for candidate in one.elected}
    candidates = [(row.person.name, votes_of(row), row.pk in chosen) for row in one.ranked]
    return Voted(
        title=title_of(item, Kind(meeting.kind), meeting.organization.form, item.name),
        sheet=sheet_of(count) if count else Sheet(0, 0, 0),
        tellers=(count.scrutineer.name, count.teller.name) if count else ("", ""),
        votes=votes_of(count) if count and not item.elects else None,
        written=written_of(count) if count and not item.elects else None,
        candidates=candidates,
        valid=one.valid,
        passed=one.passed,
        why=one.why,
    )
