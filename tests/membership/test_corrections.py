"""信息校核: a member looks at what the register has, and asks for corrections (K3)."""

from __future__ import annotations

import base64
import datetime as dt
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from dangjian.courier.models import Message
from dangjian.flow.models import Outcome, ToDo
from dangjian.kernel import idempotency
from dangjian.kernel.evidence import Actor
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.membership.actions import corrections as actions
from dangjian.membership.models import CorrectionRequest, DataCheck, RequestedItem, Verdict
from dangjian.membership.queries import corrections as queries
from dangjian.membership.rules.corrections import MOST
from dangjian.registry.models import Person
from tests.district import TODAY, District, invented_number
from tests.library.files import chinese_pdf
from tests.membership.corrected import PNG, WRONG, asked, decided
from tests.membership.errands import NOON, who

pytestmark = pytest.mark.django_db


def test_a_member_finds_his_data_right_and_the_day_is_kept(district: District) -> None:
    """K3."""
    person = district.people["member"]
    me = Actor(None, "member", person.uid)
    actions.confirm_right(person, seen=person.version, now=NOON, by=me)
    check = queries.last_check(person)
    assert check is not None and (check.at, check.version) == (NOON, person.version)
    with pytest.raises(Stale):
        actions.confirm_right(person, seen=person.version + 1, now=NOON, by=me)
    with pytest.raises(Refused, match="自己的"):
        actions.confirm_right(district.people["clerk"], seen=1, now=NOON, by=me)
    assert DataCheck.objects.count() == 1


def test_nothing_changes_before_somebody_else_has_looked(district: District) -> None:
    """K3: the branch's clerk accepts, and the register is corrected with the member as origin."""
    person = district.people["member"]
    request = asked(person)
    before = Person.objects.get(pk=person.pk)
    assert (before.education, before.version) == ("21", person.version)
    todo = ToDo.objects.get(pk=request.todo_id)
    assert (todo.for_organization, todo.right) == (district.east, "MAINTAIN")
    decided(district, request)
    after = Person.objects.get(pk=person.pk)
    assert (after.education, after.unseal("mobile")) == ("31", "15400008888")
    leaf = Leaf.objects.get(subject_uid=person.uid, verb="correct_items")
    assert (leaf.behalf_person, leaf.actor_person) == (
        person.uid,
        district.people["secretary"].uid,
    )
    todo.refresh_from_db()
    assert todo.outcome == Outcome.DONE
    assert Message.objects.filter(person=person).count() == 1


def test_item_by_item_and_a_refusal_has_its_reason(district: District) -> None:
    """K3: what is refused stays as it is, and the member reads why."""
    person = district.people["member"]
    request = asked(person)
    with pytest.raises(Refused, match="为什么不改"):
        decided(district, request, {"mobile": " "})
    assert RequestedItem.objects.filter(verdict=Verdict.WAITING).count() == 2
    decided(district, request, {"mobile": "号码少了一位，请带证件来"})
    after = Person.objects.get(pk=person.pk)
    assert after.education == "31"
    assert after.unseal("mobile") == person.unseal("mobile")
    told = {one.row.item: one.reason for one in queries.wanted_of(request, in_full=True)}
    assert told == {"mobile": "号码少了一位，请带证件来", "education": ""}
    with pytest.raises(Stale):
        decided(district, request)


def test_nobody_decides_on_his_own_and_the_secretary_asks_above(district: District) -> None:
    secretary = district.people["secretary"]
    request = asked(secretary)
    assert request.todo.for_organization == district.street
    with pytest.raises(Refused, match="另一位"):
        decided(district, request, role="secretary")
    with pytest.raises(IntegrityError), transaction.atomic():
        CorrectionRequest.objects.filter(pk=request.pk).update(
            decided_by=secretary, ended_at=NOON
        )
    decided(district, request, role="clerk")


def test_what_the_register_would_not_take_is_refused_at_once(district: District) -> None:
    person = district.people["member"]
    other = invented_number(dt.date(1999, 9, 9), "1", 1)
    for items, said in (
        ({"mobile": "123"}, "11 位"),
        ({"id_number": other}, ""),
        ({"education": person.education}, "没有改动"),
        ({}, "哪几项"),
        ({"standing": "full"}, "不能在这里改"),
    ):
        with pytest.raises(Refused, match=said):
            asked(person, items)
    with pytest.raises(Refused, match="依据"):
        asked(person, proofs={"mobile": "新号码"})
    with pytest.raises(Stale):
        asked(person, seen=person.version + 1)
    with pytest.raises(Refused, match="自己的"):
        asked(person, by=Actor(None, "clerk", district.people["clerk"].uid))
    assert not CorrectionRequest.objects.exists()
    assert Person.objects.get(pk=person.pk).version == person.version
    asked(person)
    with pytest.raises(Refused, match="正在核对"):
        asked(person)


def test_a_proof_is_kept_sealed_and_opened_on_record(district: District, tmp_path: Path) -> None:
    """K3: optionally a file; its own name bears no secrecy mark, its content is what it says."""
    person = district.people["member"]
    file = tmp_path / "upload"
    for content, said in ((b"", "空的"), (b"MZ...", "JPG"), (PNG + bytes(MOST), "太大")):
        file.write_bytes(content)
        with pytest.raises(Refused, match=said):
            asked(person, file=file)
    file.write_bytes(PNG)
    with pytest.raises(Refused, match="密级标志"):
        asked(person, file=file, name="机密★10年.png")
    file.write_bytes(chinese_pdf("机密★10年 户口登记"))
    with pytest.raises(Refused, match="里有密级标志"):
        asked(person, file=file, name="户口本.pdf")
    file.write_bytes(PNG)
    assert not CorrectionRequest.objects.exists()
    request = CorrectionRequest.objects.get(pk=asked(person, file=file).pk)
    assert PNG not in bytes(request.file) and base64.b64encode(PNG) not in bytes(request.file)
    by = who(district, "secretary").myself()
    assert actions.open_proof(request, by=by) == PNG
    assert Leaf.objects.filter(subject_uid=request.uid, verb="open_proof").count() == 1


def test_the_member_takes_it_back_and_nothing_changed(district: District) -> None:
    person = district.people["member"]
    request = asked(person)
    me = who(district, "member").myself()
    actions.withdraw_request(request, now=NOON, by=me)
    assert Person.objects.get(pk=person.pk).version == person.version
    assert not ToDo.objects.filter(pk=request.todo_id, closed_at=None).exists()
    with pytest.raises(Stale):
        decided(district, request)
    asked(person)  # and may ask again


def test_others_of_the_branch_learn_nothing_of_it(district: District) -> None:
    request = asked(district.people["member"])
    for role in ("leader", "auditor", "security_officer"):
        with pytest.raises(Missing):
            queries.correction_for(who(district, role), request.pk, TODAY)


def test_the_pages_from_the_check_to_the_result(district: District) -> None:
    """K3: he ticks what is wrong, says how it should be; the secretary looks at each."""
    client = district.sign_in(Client(), "member")
    page = client.get(reverse("my_data"))
    assert "没有错" in page.content.decode()
    account = district.accounts["member"].pk
    person = district.people["member"]
    wrong = reverse("data_wrong") + "?items=education&items=mobile"
    sheet = client.get(wrong).content.decode()
    assert "学历应当是" in sheet and "籍贯应当是" not in sheet
    answer = client.post(
        wrong,
        {
            "form_key": idempotency.issue(account),
            "education": "31",
            "proof_education": "有毕业证",
            "mobile": "154 0000 8888",
            "proof_mobile": "换了号码",
            "seen": person.version,
            "file": SimpleUploadedFile("毕业证.png", PNG),
        },
    )
    request = CorrectionRequest.objects.get()
    assert answer["Location"] == reverse("correction", args=[request.pk])
    assert (request.sort, request.file_name) == ("png", "毕业证.png")
    clerk = district.sign_in(Client(), "secretary")
    inbox = clerk.get(reverse("workbench")).content.decode()
    assert reverse("correction", args=[request.pk]) in inbox
    form = clerk.get(reverse("correction_decide", args=[request.pk])).content.decode()
    assert "154 0000 8888" in form and person.unseal("mobile") not in form
    answer = clerk.post(
        reverse("correction_decide", args=[request.pk]),
        {
            "form_key": idempotency.issue(district.accounts["secretary"].pk),
            "is_education": "right",
            "is_mobile": "wrong",
            "reason_mobile": "",
            "seen": person.version,
        },
    )
    assert answer.status_code == 422
    assert "请写明为什么不改" in answer.content.decode()
    assert WRONG.keys() == {"mobile", "education"}
