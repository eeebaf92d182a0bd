"""The second line in the rooms above the register: rows of people stay with those they belong to,
also where a query has forgotten to ask. L3, T6; TRUST 2.4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import Model, Q
from hypothesis import given, settings
from hypothesis import strategies as st

from dangjian.appraisal import models as appraisal
from dangjian.config import guarded
from dangjian.development import models as development
from dangjian.dues import models as dues
from dangjian.flow import actions as flow
from dangjian.flow.models import Absence, Bar, Case, Task
from dangjian.flow.rules import Office
from dangjian.handover import models as handover
from dangjian.kernel import row_scope
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.row_scope import NOTHING, RowScope
from dangjian.meetings import models as meetings
from dangjian.membership import models as membership
from dangjian.openness import models as openness
from dangjian.registry.actions import organizations
from dangjian.registry.authority import Purpose
from dangjian.registry.models import (
    Distinction,
    Floating,
    Import,
    ImportRow,
    Membership,
    Merger,
    Organization,
    Person,
)
from dangjian.registry.models.validity import since
from dangjian.transfers import models as transfers
from dangjian.voices import models as voices
from dangjian.voices.rules import Part
from tests.appraisal.objects import APPRAISALS
from tests.development.objects import OF_DEVELOPMENT
from tests.district import TODAY, District, build
from tests.dues.objects import OF_DUES
from tests.guards import test_row_scope
from tests.guards.objects import shared
from tests.handover.objects import HANDOVERS
from tests.meetings.objects import MEETINGS
from tests.openness.objects import OPENNESS
from tests.registry.consent_objects import CONSENTS
from tests.transfers.moved import NOON
from tests.transfers.objects import TRANSFERS
from tests.voices.letters import petition

pytestmark = pytest.mark.guards


@dataclass(frozen=True)
class Whose:
    """Whose a row is, in Django's words and not in the policy's. places: organizations; of: persons
    whose records are in scope; own: persons who ask for themselves; late: places that count only
    for the rows of `when`; below: those of `when` are for whatever lies below as well;
    public: the moment since when everybody reads it."""

    places: Sequence[str] = ()
    of: Sequence[str] = ()
    own: Sequence[str] = ()
    late: Sequence[str] = ()
    below: bool = False
    public: str = ""
    written: Mapping[str, Q] = field(default_factory=dict)
    when: Callable[[Any], Iterable[int]] = lambda rows: rows.values_list("pk", flat=True)


def _with_letter(rows: Any) -> Iterable[int]:
    """Where somebody goes nobody learns of it before there is a letter."""
    way = "transfer__" if rows.model is transfers.Introduction else ""
    early = {f"{way}way": "inside", f"{way}state__in": ("checking", "issuing", "withdrawn")}
    return rows.exclude(pk__in=rows.filter(**early).values("pk")).values_list("pk", flat=True)


def _of_letter(way: str, written: Mapping[str, Q]) -> Whose:
    return Whose(
        places=(f"{way}__case__todos__for_organization",),
        own=(f"{way}__case__todos__for_person",),
        written=written,
    )


def _of_meeting(way: str) -> Whose:
    return Whose(
        places=(
            f"{way}__organization",
            f"{way}__items__development_vote__development__organization",
        )
    )


def _published(rows: Any) -> Iterable[int]:
    return rows.filter(state="published").values_list("pk", flat=True)


def _beside(way: str) -> Whose:
    """As the development it hangs on."""
    return Whose(places=(f"{way}__organization",), own=(f"{way}__person",))


ROOMS: dict[type[Model], Whose] = {
    Floating: Whose(of=("person",), places=("guests__organization",)),
    development.Development: Whose(places=("organization",), own=("person",)),
    development.Applicant: _beside("developments"),
    development.CaseMove: _beside("development"),
    development.Guide: _beside("development"),
    development.Vote: _beside("development"),
    development.StepTaken: _beside("development"),
    development.Paper: _beside("taken__development"),
    development.Scan: _beside("taken__development"),
    transfers.Transfer: Whose(
        places=("from_branch", "sender"),
        own=("person",),
        late=("to_branch", "receiver"),
        when=_with_letter,
    ),
    transfers.Introduction: Whose(
        places=("issuer", "transfer__from_branch", "transfer__sender"),
        of=("person",),
        own=("transfer__person",),
        late=("transfer__to_branch", "transfer__receiver"),
        when=_with_letter,
    ),
    meetings.Meeting: Whose(
        places=("organization", "items__development_vote__development__organization")
    ),
    **dict.fromkeys((meetings.Item, meetings.Voter, meetings.Exemption), _of_meeting("meeting")),
    **dict.fromkeys((meetings.Count, meetings.Candidate), _of_meeting("item__meeting")),
    handover.Handover: Whose(places=("organization",), own=("giver", "successor")),
    **dict.fromkeys(
        (handover.Line, handover.Call),
        Whose(places=("handover__organization",), own=("handover__giver", "handover__successor")),
    ),
    handover.Review: Whose(of=("cooling_off__person",)),
    openness.PersonnelEntry: Whose(
        places=("organization",), own=("reviewed_by",), public="listed_at"
    ),
    openness.Application: Whose(
        places=("organization",), own=("reviewed_by", "account__person"), public="published_at"
    ),
    openness.Objection: Whose(places=("case__organization",)),
    voices.Letter: Whose(
        places=("case__todos__for_organization",),
        own=("case__todos__for_person",),
        public="published_at",
        written={"writers": Q(), "joined__writers": Q()},
    ),
    voices.Writer: _of_letter("letter", {"pk": Q()}),
    voices.Message: _of_letter(
        "letter", {"writer": Q(), "letter__writers": Q(writer__isnull=True)}
    ),
    voices.Answer: _of_letter(
        "letter",
        dict.fromkeys(("letter__writers", "letter__joined__writers"), Q(signed_at__isnull=False)),
    ),
    voices.Notice: _of_letter("letter", {"letter__writers": Q()}),
    voices.Referral: Whose(),  # of no office
    voices.Rating: _of_letter("writer__letter", {"writer": Q()}),
    Distinction: Whose(of=("one", "other")),
    Merger: Whose(of=("kept", "gone")),
    Import: Whose(places=("organization",), own=("started_by",)),
    ImportRow: Whose(places=("run__organization",), own=("run__started_by",)),
    membership.Errand: Whose(of=("person",), own=("asker", "helper")),
    membership.Step: Whose(of=("errand__person",), own=("errand__asker", "errand__helper")),
    membership.ProposedItem: Whose(of=("errand__person",), own=("errand__asker", "errand__helper")),
    membership.CorrectionRequest: Whose(of=("person",)),
    membership.RequestedItem: Whose(of=("request__person",)),
    membership.DataCheck: Whose(of=("person",)),
    dues.Declaration: Whose(of=("person",)),
    dues.Entry: Whose(places=("organization",), of=("payer",)),
    dues.Share: Whose(places=("entry__organization",), of=("entry__payer",)),
    dues.Relief: Whose(places=("organization",), of=("person",), own=("decided_by",)),
    dues.BranchAccount: Whose(places=("organization",), below=True, when=_published),
    appraisal.Appraisal: Whose(places=("organization",), own=("lines__person",)),
    appraisal.Line: Whose(places=("appraisal__organization",), own=("person",)),
    appraisal.Excuse: Whose(of=("person",)),
    appraisal.Inactivity: Whose(of=("person",)),
    appraisal.Visit: Whose(places=("organization",), of=("person",)),
    transfers.Guest: Whose(places=("organization",), of=("person", "floating__person")),
    transfers.ContactNote: Whose(
        places=("organization", "guest__organization", "floating__guests__organization"),
        of=("guest__person", "floating__person"),
    ),
}
BUILT = (*MEETINGS, *OF_DEVELOPMENT, *TRANSFERS, *OF_DUES, *APPRAISALS, *CONSENTS, "errand")
BUILT += ("correction", "import", "letter", "my_letter", *HANDOVERS, *OPENNESS)


def test_every_guarded_table_of_a_room_is_asked_below() -> None:
    """L3: a table that gets a policy gets its line here, or in test_row_scope."""
    asked = {model._meta.db_table for model in ROOMS}
    assert set(guarded.GUARDED) == asked | set(test_row_scope.CORE)


def _shown(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")  # noqa: S608
        return {pk for (pk,) in cursor.fetchall()}


Owners = dict[int, tuple[set[str], set[int], set[int], set[str], set[int]]]


def _owners(model: Any, whose: Whose) -> Owners:
    """Row -> the paths, the records and the persons it belongs to, and the paths below which it is
    for everybody."""
    late = set(whose.when(model.objects.all()))
    places = [f"{one}__path" for one in (*whose.places, *whose.late)]
    found: Owners = {}
    for pk, *rest in model.objects.values_list("pk", *places, *whose.of, *whose.own):
        paths, people = rest[: len(places)], rest[len(places) :]
        kept = paths if pk in late else paths[: len(whose.places)]
        seen = found.setdefault(pk, (set(), set(), set(), set(), set()))
        seen[0].update(filter(None, kept))
        seen[1].update(filter(None, people[: len(whose.of)]))
        seen[2].update(filter(None, people[len(whose.of) :]))
        seen[3].update(kept if whose.below and pk in late else ())
    for way, where in whose.written.items():
        for pk, writer in model.objects.filter(where).values_list("pk", way):
            found[pk][4].update({writer} - {None})
    return found


def _public(model: Any, whose: Whose) -> set[int]:
    shown = model.objects.filter(**{f"{whose.public}__isnull": False}) if whose.public else None
    return set(shown.values_list("pk", flat=True)) if shown is not None else set()


def test_whatever_a_room_forgets_only_rows_of_the_scope_come_back(committed_db: str) -> None:
    """L3, T6: no filter of ours, any places, anybody asking; and the twin without policies, which
    shows the other street's rows in every table."""
    district = _furnished()
    people, places = list(Person.objects.all()), list(Organization.objects.all())
    stays = list(Membership.objects.values_list("person", "organization__path"))
    writers = list(voices.Writer.objects.values_list("pk", "account__person"))
    owners = {model._meta.db_table: _owners(model, whose) for model, whose in ROOMS.items()}
    public = {model._meta.db_table: _public(model, whose) for model, whose in ROOMS.items()}
    assert [table for table, rows in owners.items() if not rows] == []

    def expected(
        paths: Sequence[str],
        asker: int | None,
        beside: Sequence[str] = (),
        written_as: int | None = None,
    ) -> dict[str, set[int]]:
        def covered(path: str) -> bool:
            return bool(path) and any(path.startswith(one) for one in paths)

        whole = covered(district.root.path)
        here = {p.pk for p in people if covered(p.path)} | {asker}
        here |= {person for person, path in stays if covered(path)}
        mine = {pk for pk, person in writers if person == asker and asker} | {written_as}
        return {
            table: public[table]
            | {
                pk
                for pk, (at, of, own, over, written) in rows.items()
                if whole
                or any(map(covered, at))
                or of & here
                or asker in own
                or written & mine
                or any(one.startswith(path) for path in over for one in (*paths, *beside))
            }
            for table, rows in owners.items()
        }

    @settings(max_examples=20, database=None)
    @given(draw=st.data())
    def asked(draw: st.DataObject) -> None:
        paths = draw.draw(st.lists(st.sampled_from([o.path for o in places]), max_size=3))
        beside = draw.draw(st.lists(st.sampled_from([o.path for o in places]), max_size=2))
        asker = draw.draw(st.sampled_from([None, *(p.pk for p in people)]))
        writer = draw.draw(st.sampled_from([None, *(pk for pk, _ in writers)]))
        with row_scope.seeing(RowScope(tuple(paths), asker, tuple(beside), writer)):
            shown = {table: _shown(table) for table in owners}
        assert shown == expected(paths, asker, beside, writer)

    asked()
    with row_scope.seeing(NOTHING):
        assert {table: _shown(table) for table in owners} == public
    street = (district.street.path,)
    mine = expected(street, None)
    foreign = {table: set(rows) - mine[table] for table, rows in owners.items()}
    with connections["owner"].cursor() as cursor:
        for table in owners:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    with row_scope.seeing(RowScope(street)):
        assert [table for table in owners if not _shown(table) & foreign[table]] == []


def test_a_letter_is_shown_to_whom_it_was_given_and_to_nobody_who_is_barred(
    district: District,
) -> None:
    """L3, J4: offices and those above them, a person and whoever stands in for him; also when an
    office comes to stand elsewhere, when a letter becomes another case, and the marks by which
    letters alike are found. What a program writes there itself does not stand."""
    street, east, members = district.street, district.east, district.people
    letter = petition(district)
    shared = {"part": Part.REGISTRAR, "now": NOON, "by": SYSTEM, "what": "请核实"}

    def shown(*paths: str, to: str = "") -> bool:
        with row_scope.seeing(RowScope(paths, members[to].pk if to else None)):
            with connection.cursor() as cursor:
                cursor.execute("SELECT voices_sharing(%s, 0, 9)", [letter.shingles])
                alike = [pk for (pk,) in cursor.fetchall()]
            found = _shown("voices_letter")
        assert to or found == {*alike}
        return letter.pk in found

    assert not shown(street.path)
    office, person = Office(east, Purpose.LETTERS), members["clerk"]
    flow.ask_share(letter, Task.JOIN, to=[office], **shared)  # type: ignore[arg-type]
    assert shown(east.path) and shown(street.path) and not shown(district.west.path)
    assert not shown(to="clerk")
    flow.ask_share(letter, Task.JOIN, to=[person], **shared)  # type: ignore[arg-type]
    Absence.objects.create(
        person=person, substitute=members["foreigner"], from_on=TODAY, until_on=TODAY
    )
    assert shown(to="clerk") and shown(to="foreigner") and not shown(to="member")
    organizations.move(east, parent=district.other_street, on=TODAY, today=TODAY, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE voices_letter SET seen_from = %s, seen_by = '{}'", [[street.pk]])
    assert shown(district.other_street.path) and not shown(street.path) and shown(to="clerk")
    Bar.objects.create(case=letter.case, organization=district.other_street, reason=b"-", at=NOON)
    Bar.objects.create(case=letter.case, person=person, reason=b"-", at=NOON)
    assert not shown(district.other_street.path) and not shown(to="clerk")
    Bar.objects.update(lifted_at=NOON)
    assert shown(district.other_street.path)
    edition = letter.case.edition
    other = Case.objects.create(edition=edition, organization=district.root, opened_at=NOON)
    voices.Letter.objects.filter(pk=letter.pk).update(case=other)
    assert not shown(district.other_street.path)


def _furnished() -> District:
    """One of everything at a branch of either street."""
    district = build()
    for branch in (district.east, district.foreign):
        shared(district, branch == district.foreign, BUILT)
        _more(district, branch)
    _letters(district.people["member"])
    return district


def _more(district: District, branch: Organization) -> None:
    """What no address is about, at a branch."""
    case = development.Development.objects.filter(organization=branch).first()
    assert case is not None
    member, other = Person.objects.filter(organization=branch).order_by("pk")[:2]
    membership.DataCheck.objects.create(person=member, version=1, at=NOON)
    Distinction.objects.create(one=member, other=other, reason="当面问过", at=NOON)
    development.CaseMove.objects.create(
        development=case, before=district.west, after=branch, on=case.applied_on, words="合并"
    )
    development.Guide.objects.create(
        development=case, part="contact", person=member, valid=since(case.applied_on)
    )
    item = meetings.Item.objects.filter(meeting__organization=branch).first()
    development.Vote.objects.create(development=case, step="meeting", turn=1, item=item)
    spell = Floating.objects.filter(person__organization=branch).first()
    assert spell is not None
    host = district.other_street if branch == district.foreign else district.foreign
    guest = transfers.Guest.objects.create(
        organization=host,
        person=spell.person,
        floating=spell,
        name=spell.person.name,
        valid=spell.valid,
    )
    for about in ({"floating": spell, "side": "home"}, {"guest": guest, "side": "host"}):
        note = transfers.ContactNote(
            organization=branch if "floating" in about else host, by=member, on=TODAY, **about
        )
        note.seal("words", "打过电话")
        note.save()


def _letters(drafter: Person) -> None:
    """Every letter with two who wrote it, a word of each, an answer and what one thinks of it."""
    for letter in voices.Letter.objects.exclude(writers=None).distinct():
        writer = letter.writers.first()
        index = letter.pk.to_bytes(16, "big")
        other = letter.writers.create(receipt_index=index, joined_at=NOON)
        for one in (writer, other):
            added = voices.Message(letter=letter, writer=one, at=NOON)
            added.seal("text", "补充一句")
            added.save()
        asked = voices.Message(letter=letter, by=drafter, at=NOON)
        asked.seal("text", "请补充")
        asked.save()
        answer = voices.Answer(
            letter=letter,
            instance="first",
            round=9,
            office=letter.organization,
            drafted_by=drafter,
            drafted_at=NOON,
        )
        answer.seal("text", "已经修好")
        answer.save()
        voices.Rating.objects.create(answer=answer, writer=writer, verdict="content", at=NOON)
    joined, leading = voices.Letter.objects.exclude(writers=None).distinct().order_by("pk")[:2]
    voices.Letter.objects.filter(pk=joined.pk).update(leading=leading)
    voices.Referral.objects.create(received_on=TODAY, referred_on=TODAY, way="paper", receipt="1")
