"""Words of evidence about somebody are erased by two; what proves the log stays (TRUST 2.3)."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest
from django.db import DatabaseError, connection, transaction

from dangjian.kernel.models import Leaf
from dangjian.kernel.proofs import erased, log, notes, sequencing, tree
from dangjian.kernel.proofs.findings import Kind
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.actions import people
from dangjian.registry.actions.consents.erasing import wanted_of
from dangjian.registry.models import Act, Consent, Person
from dangjian.registry.queries.trails import acts_on
from tests.district import District, register
from tests.kernel.profiles import profile
from tests.kernel.proofs.written import kinds, newest, verified
from tests.registry.consented import NOON, agreed, asked, by, proved, to_open
from tests.registry.forms_sent import send, text

pytestmark = [pytest.mark.django_db, pytest.mark.guards]

__all__ = ["profile"]
LATER = NOON + dt.timedelta(days=400)
UNTIL = NOON.date() + dt.timedelta(days=30)
PAPER = "本人 2027-12-20 书面申请"


@pytest.fixture
def person(district: District) -> Person:
    """Somebody whose number was looked at, and evidence of that in its place in the log."""
    person = register(district.east, "岑不留")
    secretary = district.people["secretary"]
    people.reveal(person, items=["mobile"], reason="核对岑不留的电话", by=by(secretary))
    sequencing.sequence()
    return person


def request_(district: District, person: Person, **more: object) -> Consent:
    wanted = wanted_of(person, UNTIL, PAPER)
    return asked(Act.ERASE, wanted, district.people["security_officer"], LATER, **more)


def words_of(person: Person) -> str:
    return "".join(Leaf.objects.filter(subject_uid=person.uid).values_list("body", flat=True))


def test_the_words_are_gone_the_proofs_hold_and_nobody_can_try_what_they_were(
    district: District, profile: str, person: Person
) -> None:
    """X15, TRUST 2.3: under either profile, also where the tree of SM3 is grown afterwards."""
    leaf = Leaf.objects.get(subject_uid=person.uid, verb="reveal")
    said, salt, position = leaf.body, bytes(leaf.salt), leaf.place.position
    other = Leaf.objects.exclude(subject_uid=person.uid).latest("id")
    kept = newest("公告栏")
    head = notes.read(kept.note)
    path = log.inclusion(position, head.size)
    done = agreed(request_(district, person), district.people["auditor"], LATER)
    assert done.state == "done"
    sequencing.catch_up()
    sequencing.sequence()
    report = verified(kept)
    assert (report.good, report.kept) == (True, 1), report.findings.named
    leaf.refresh_from_db()
    assert (bytes(leaf.salt), "核对岑不留的电话" in words_of(person)) == (b"", False)
    assert tree.includes(tree.leaf_hash(bytes(leaf.digest)), position, head.size, path, head.root)
    # Who remembers the words, and even who kept a copy of them, has nothing to hold them against.
    assert hashlib.sha256(said.encode()).digest() != bytes(leaf.digest)
    assert hashlib.sha256(salt + said.encode()).digest() == bytes(leaf.digest), "with it: the twin"
    assert bytes(Leaf.objects.get(pk=other.pk).salt) == bytes(other.salt)
    told = Leaf.objects.filter(subject_uid=person.uid, verb=erased.VERB)
    assert {one.leaf for one in map(erased.told, told.values_list("body", flat=True)) if one} >= {
        leaf.pk
    }
    assert "抹去" in acts_on(person).rows[0].act
    assert "核对岑不留的电话" not in f"{done.payload}{done.reason}{done.words}"


def test_without_two_who_agreed_nothing_is_erased_by_whomever(
    district: District, person: Person
) -> None:
    """T8, T10: neither by the application, nor by hand, nor more than was agreed to."""
    leaf = Leaf.objects.get(subject_uid=person.uid, verb="reveal")
    consent = request_(district, person)
    stone = erased.tombstone(erased.of(leaf))
    with pytest.raises(DatabaseError, match="nobody agreed"), transaction.atomic():
        _erase(consent.pk, leaf.pk, stone)
    with pytest.raises(Refused, match="复核要由"), transaction.atomic():
        agreed(consent, district.people["office"], LATER)
    with pytest.raises(Refused, match="您自己提出的"), transaction.atomic():
        agreed(consent, district.people["security_officer"], LATER)
    others = Leaf.objects.filter(subject_kind="person").exclude(subject_uid=person.uid)
    another = others.latest("id")
    Consent.objects.filter(pk=consent.pk).update(
        state="agreed",
        checker=district.people["auditor"],
        checker_proof=1,
        decided_at=LATER,
        use_until=LATER,
        agreed_digest=consent.digest,
    )
    with pytest.raises(DatabaseError, match="nobody agreed"), transaction.atomic():
        _erase(consent.pk, another.pk, stone)
    _erase(consent.pk, leaf.pk, stone)  # the twin: who gets so far leaves no leaf that tells of it
    assert kinds(verified()) == {Kind.ERASED}


def test_no_emergency_stands_in_for_the_auditor(district: District, person: Person) -> None:
    """T8: the two who may agree to everything meanwhile erase no evidence of what they do."""
    system, security = district.people["system_officer"], district.people["security_officer"]
    begun = {"organization": district.root.pk, "hours": 4}
    agreed(asked(Act.EMERGENCY, begun, system, LATER), security, LATER)
    assert agreed(asked(Act.OPEN, to_open(person), district.people["office"], LATER), system, LATER)
    with pytest.raises(Refused, match="复核要由"):
        agreed(request_(district, person), system, LATER)


def _erase(consent: int, leaf: int, stone: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT registry_erase_evidence(%s, %s, %s)", [consent, leaf, stone])


def test_what_is_too_young_too_much_or_changed_meanwhile_stays(
    district: District, person: Person
) -> None:
    officer = district.people["security_officer"]
    with pytest.raises(Refused, match="至少保留 6 个月"):
        asked(Act.ERASE, wanted_of(person, UNTIL, PAPER), officer, NOON + dt.timedelta(60))
    with pytest.raises(Refused, match="没有关于这位同志"):
        asked(Act.ERASE, wanted_of(person, dt.date(2020, 1, 1), PAPER), officer, LATER)
    consent = request_(district, person)
    people.reveal(person, items=["mobile"], reason="又核对一次", by=by(officer))
    sequencing.sequence()
    with pytest.raises(Stale, match="不一样了"), transaction.atomic():
        agreed(consent, district.people["auditor"], LATER)
    assert "核对岑不留的电话" in words_of(person)


def test_the_page_finds_the_person_and_asks(
    district: District, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = proved(district, "security_officer")
    address = "/evidence/erase/?who=岑不留"
    monkeypatch.setenv("DANGJIAN_CLOCK", LATER.date().isoformat())
    typed = {"person": person.pk, "document": PAPER}
    early = send(client, address, until="2027-12-20", **typed)
    assert (early.status_code, "最晚只能抹到" in text(early)) == (422, True)
    assert send(client, address, until=UNTIL.isoformat(), **typed).status_code == 302
    consent = Consent.objects.get(act=Act.ERASE)
    page = text(proved(district, "auditor").get(f"/consents/{consent.pk}/"))
    assert PAPER in page and consent.wanted["digest"] in page and "岑不留" in page
    assert "岑不留" not in text(client.get("/evidence/erase/?who=岑不"))
