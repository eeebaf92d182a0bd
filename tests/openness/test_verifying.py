"""X3: anybody can check a notice; whoever edits, back-dates or deletes it turns it red."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse

from dangjian.kernel import clock
from dangjian.kernel.proofs import log
from dangjian.kernel.refusal import Missing
from dangjian.openness.actions import running
from dangjian.openness.models import Item, Notice, PersonnelEntry
from dangjian.openness.queries import verifying
from dangjian.openness.queries.verifying import Verdict
from dangjian.openness.recording import full_text, public_text
from dangjian.openness.rules import texts
from dangjian.registry.actions.organizations import rename
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District, build
from tests.kernel.proofs.offline import check_proof
from tests.openness.disclosed import disclosed, listed
from tests.openness.notices import begun, expired, placed, posted, viewer


def checked(notice: Notice) -> Verdict:
    placed()
    return verifying.verdict(verifying.subject_of(texts.code_of(notice.uid)))


def stored(notice: Notice) -> Notice:
    return Notice.objects.select_related("organization").get(pk=notice.pk)


def test_the_page_tells_from_when_to_when_and_what_came_of_it(district: District) -> None:
    """X3: shown, extended, expired with its result, redacted: every step is there, and the proof
    holds in the stand-alone program, for the words with the names and for those without."""
    notice = posted(district)
    before = full_text(stored(notice))
    by = viewer(district, "leader").actor(Purpose.FINAL, district.root.path)
    extended = running.extend(notice, days=6, words="多听几天", now=clock.now(), by=by)
    with_names = full_text(stored(notice))
    found = checked(notice)
    assert (found.good, found.wrong, found.shown[1]) == (True, [], None)
    expired(extended)
    found = checked(notice)
    assert (found.good, [one.state for one in found.lines]) == (
        True,
        ["shown", "changed", "expired", "redacted"],
    )
    assert found.result == "公示期间没有收到反映。" and found.shown[1] is not None
    answer = Client().get(reverse("verify"), {"code": texts.code_of(notice.uid).lower()})
    told = answer.content.decode()
    assert answer.status_code == 200 and "核验通过" in told and "沈知渔" not in told
    assert "核验不能证明什么" in told
    answer = Client().get(reverse("verify_bundle", args=[found.code]))
    bundle = json.loads(answer.content)
    key = check_proof.read_key(str(log.public_keys()[-1]))
    assert bundle["text"] == public_text(stored(notice)) and "沈知渔" not in answer.content.decode()
    said = list(check_proof.report(bundle, key, bundle["text"]))
    assert any("结果：公示期间没有收到反映。" in one for one in said)
    assert any("公示期满" in one for one in check_proof.report(bundle, key, with_names))
    with pytest.raises(check_proof.Wrong):
        list(check_proof.report(bundle, key, before.replace("许怀谷", "许怀古")))


def test_a_withdrawal_is_stated_with_its_reason(district: District) -> None:
    """X3."""
    notice = posted(district)
    by = viewer(district, "leader").actor(Purpose.FINAL, district.root.path)
    running.withdraw(notice, reason="职务写错了", now=clock.now(), by=by)
    found = checked(notice)
    assert (found.good, found.result) == (True, "公示已经撤回。原因：职务写错了")


def test_a_renamed_organization_leaves_its_notices_as_they_were(district: District) -> None:
    """X3: the words keep the name they were signed with, during the period and afterwards."""
    notice = posted(district)
    name, street = stored(notice).issuer, district.street
    by = viewer(district, "office").actor(Purpose.STRUCTURE, district.root.path)
    rename(
        street,
        name=f"{name}（新）",
        short_name="新东篱",
        on=TODAY,
        today=TODAY,
        by=by,
        document="禾委〔2026〕1号",
    )
    assert checked(notice).good and name in public_text(stored(notice)).splitlines()
    # A name corrected on its first day leaves no naming; the notice under it stays green.
    street = stored(notice).organization
    between = posted(district)
    rename(street, name=name, short_name="东篱", on=TODAY, today=TODAY, by=by)
    assert f"{name}（新）" == stored(between).issuer and checked(between).good
    expired(stored(notice))
    assert checked(notice).good and name in public_text(stored(notice)).splitlines()


TABLES = ("openness_notice", "kernel_leaf")


def as_owner(*statements: str) -> None:
    with connections["owner"].cursor() as cursor:
        for one in statements:
            cursor.execute(one)


@contextmanager
def without_triggers() -> Iterator[None]:
    """The owner's doing, with a copy of every row."""
    as_owner(*(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in TABLES))
    as_owner(*(f"CREATE TABLE kept_{table} AS TABLE {table}" for table in TABLES))
    yield
    as_owner(*(f"DROP TABLE kept_{table}" for table in TABLES))
    as_owner(*(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in TABLES))


def as_it_was() -> None:
    for table in TABLES:
        as_owner(f"DELETE FROM {table}", f"INSERT INTO {table} TABLE kept_{table}")


FORGERIES = {
    "title": "UPDATE openness_notice SET title = '另一份公示'",
    "paragraph": "UPDATE openness_notice SET text = '没有这回事。'",
    "the organization": (
        "UPDATE openness_notice SET organization_id = (SELECT min(id) FROM registry_organization)"
    ),
    "who signs it": "UPDATE openness_notice SET issuer = issuer || '甲'",
    "kind": "UPDATE openness_notice SET kind = 'award'",
    "number of persons": "UPDATE openness_notice SET count = 1",
    "back-dated": (
        "UPDATE openness_notice SET posted_at = posted_at - interval '7 days',"
        " posted_on = posted_on - 7"
    ),
    "hour of posting": "UPDATE openness_notice SET posted_at = posted_at - interval '1 hour'",
    "shorter period": "UPDATE openness_notice SET until_on = until_on - 1, days = 4",
    "names": "UPDATE openness_notice SET persons = decode('0101', 'hex')",
    "deleted": "DELETE FROM openness_notice",
    "a statement": "UPDATE kernel_leaf SET body = replace(body, '\"number\":1', '\"number\":2')"
    " WHERE verb = 'declare'",
    "when it was stated": (
        "UPDATE kernel_leaf SET body = regexp_replace(body, '\"at\":\"[^\"]*\"',"
        " '\"at\":\"2026-01-01T00:00:00+00:00\"') WHERE verb = 'declare'"
    ),
    "no statement": "DELETE FROM kernel_leaf WHERE verb = 'declare'",
}
AFTERWARDS = {
    "result": "UPDATE openness_notice SET result = 'looked_into'",
    "words of the result": "UPDATE openness_notice SET result_words = '一切都好。'",
    "opened again": "UPDATE openness_notice SET state = 'running', redacted_at = NULL, result = ''",
}


def test_what_was_edited_back_dated_or_deleted_past_the_program_turns_red(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X3, T1, T10: by SQL as owner with the triggers off; and it is green again each time when
    every row is as it was (so the check can do both)."""
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    notice = posted(build())
    _each_is_found(notice, FORGERIES)
    expired(notice)
    _each_is_found(notice, FORGERIES | AFTERWARDS)


def _each_is_found(notice: Notice, forgeries: dict[str, str]) -> None:
    placed()
    assert not _wrong(notice)
    with without_triggers():
        for what, statement in forgeries.items():
            as_owner(statement)
            assert _wrong(notice), f"nobody noticed: {what}"
            as_it_was()
            assert not _wrong(notice), what


def _wrong(noun: Notice | Item | PersonnelEntry) -> bool:
    """Whether the page turns red (or knows nothing of it any more, where not even the log does)."""
    try:
        found = verifying.verdict(verifying.subject_of(texts.code_of(noun.uid)))
    except Missing:
        return True
    return bool(found.wrong)


BACK = {
    "openness_proposal": (
        ("title = '另一件事'", "title = '党员组织关系转接办理程序'"),
        ("unit = '别的部门'", "unit = '党建办'"),
        ("expires_on = '2030-01-01'", "expires_on = NULL"),
        ("issuer = issuer || '甲'", "issuer = left(issuer, -1)"),
        ("circle = 'party'", "circle = 'society'"),
        (
            "implemented_at = implemented_at - interval '1 day'",
            "implemented_at = implemented_at + interval '1 day'",
        ),
    ),
    "openness_item": (
        ("ended_at = now(), reason = '没有了。'", "ended_at = NULL, reason = ''"),
        ("serial = serial + 1", "serial = serial - 1"),
    ),
    "openness_personnelentry": (
        ("name = '别人'", "name = '沈知渔'"),
        ("turn = 'removed'", "turn = 'appointed'"),
        ("decided_on = decided_on - 1", "decided_on = decided_on + 1"),
        ("listed_at = listed_at - interval '1 day'", "listed_at = listed_at + interval '1 day'"),
        ("state = 'refused'", "state = 'listed'"),
    ),
}


def test_an_item_or_a_line_that_was_edited_past_the_program_turns_red(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """X3, I6, I12: and it is green again each time the edit is undone."""
    monkeypatch.setenv("DANGJIAN_CLOCK", TODAY.isoformat())
    district = build()
    item, entry = disclosed(district), listed(district)
    placed()
    for table, edits in BACK.items():
        noun = entry if table == "openness_personnelentry" else item
        as_owner(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for there, back in edits:
            assert not _wrong(noun), f"before {there}"
            as_owner(f"UPDATE {table} SET {there}")
            assert _wrong(noun), f"nobody noticed: {there}"
            as_owner(f"UPDATE {table} SET {back}")
        as_owner(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    assert not (_wrong(item) or _wrong(entry))


def test_a_code_is_read_as_people_type_it_and_a_wrong_one_tells_nothing(
    district: District,
) -> None:
    """X3: small letters, blanks and dashes do not matter."""
    notice = posted(district)
    code = texts.code_of(notice.uid)
    for typed in (code, code.lower(), code.replace("-", " "), code.replace("-", "")):
        assert verifying.subject_of(typed) == notice.uid
    for wrong in ("", "7K3M", "7K3M-92QD-XH4T", "七K3M-92QD-XH4T", "%s" % ("A" * 40)):
        with pytest.raises(Missing):
            verifying.subject_of(wrong)
    answer = Client().get(reverse("verify"), {"code": "7K3M-92QD-XH4T"})
    assert answer.status_code == 404 and "没有查到" in answer.content.decode()


def test_a_draft_has_nothing_to_verify(district: District) -> None:
    """T1: no code leads to what is not public."""
    with pytest.raises(Missing):
        verifying.subject_of(texts.code_of(begun(district).uid))


def test_what_is_not_placed_yet_says_so(district: District) -> None:
    """The worker places a statement within a second; until then the page asks to wait."""
    notice = posted(district)
    found = verifying.verdict(notice.uid)
    assert (found.waiting, found.good) == (True, False)
    answer = Client().get(reverse("verify_bundle", args=[found.code]))
    assert answer.status_code == 409
    assert Client().get(reverse("verify_script")).content.startswith(b"#!/usr/bin/env python3")
