"""The pages of transfers and floating members, through the browser's own requests (A9, A10)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel import idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.models import Membership, Person
from dangjian.transfers.actions import guests
from dangjian.transfers.models import Guest, Introduction, Stage, Transfer
from tests.district import TODAY, District, new_member, register
from tests.transfers.moved import NOON, approved, committees, received, started
from tests.transfers.objects import objects

pytestmark = pytest.mark.django_db


def post(district: District, role: str, address: str, **given: Any) -> Any:
    client = district.sign_in(Client(), role)
    key = idempotency.issue(district.accounts[role].pk)
    return client.post(address, given | {"form_key": key})


def read(district: District, role: str, address: str) -> str:
    answer = district.sign_in(Client(), role).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def do(district: District, role: str, transfer: Transfer, move: str, **given: Any) -> Any:
    seen = Transfer.objects.get(pk=transfer.pk).case.round
    address = reverse("transfer_step", args=[transfer.pk, move])
    return post(district, role, address, seen=seen, **given)


def test_a_transfer_goes_through_its_pages(district: District) -> None:
    """A9: asked by the member, checked, a letter given and printed, received, accepted."""
    committees(district)
    asked = post(
        district, "member", reverse("transfer_ask"),
        place=district.foreign.pk, reason="搬到柳岸",
    )  # fmt: skip
    transfer = Transfer.objects.get()
    here = reverse("transfer", args=[transfer.pk])
    assert asked["Location"] == here
    assert here in read(district, "secretary", reverse("workbench"))
    assert do(district, "secretary", transfer, "forward").status_code == 302
    page = read(district, "clerk", reverse("transfer_step", args=[transfer.pk, "issue"]))
    assert "最晚到 2027-02-23" in page
    said = {"dues_until": "2026-11-01", "valid_until": "2027-03-01"}
    late = do(district, "clerk", transfer, "issue", **said)
    assert late.status_code == 422 and "3 个月" in late.content.decode()
    do(district, "clerk", transfer, "issue", **said | {"valid_until": "2027-02-01"})
    paper = Introduction.objects.get()
    leaves = Leaf.objects.filter(subject_uid=paper.uid)
    before = leaves.count()
    sheet = read(district, "clerk", reverse("introduction", args=[paper.pk]))
    for part in ("存根", "骑 缝 章", "回　执", "〔2026〕第001号", "有效期 70 天"):
        assert part in sheet
    assert leaves.count() == before + 1  # it names his number: opening it is on record
    do(district, "office", transfer, "receive", place=district.foreign.pk)
    done = do(district, "office", transfer, "place", on=TODAY.isoformat())
    assert done["Location"] == here
    assert Membership.objects.on(TODAY).get(person=transfer.person).organization == (
        district.foreign
    )
    told = read(district, "member", here)
    assert "已经接收" in told and "看介绍信" not in told


def test_somebody_with_a_letter_is_entered_on_a_page_and_the_receipt_prints(
    district: District,
) -> None:
    """A9."""
    committees(district)
    wanted = {
        "name": "顾远舟", "from_words": "中共远山市委组织部", "letter_number": "远组88号",
        "letter_issued_on": "2026-11-02", "letter_valid_until": "2027-01-31",
        "place": district.east.pk, "reason": "到本区工作",
    }  # fmt: skip
    old = post(
        district, "secretary", reverse("transfer_present"),
        **wanted | {"letter_valid_until": "2026-11-10"},
    )  # fmt: skip
    assert old.status_code == 422 and "已经过了" in old.content.decode()
    post(district, "secretary", reverse("transfer_present"), **wanted)
    transfer = Transfer.objects.get()
    assert transfer.state == Stage.PRESENTED
    do(district, "clerk", transfer, "accept", place=district.east.pk)
    member = new_member(district.east, "顾远舟")
    done = do(
        district, "secretary", transfer, "enter",
        name=member.name, id_number=member.id_number, ethnic="01", since=TODAY.isoformat(),
        joined_on=member.joined_on.isoformat(), full_on=member.full_on.isoformat(),
    )  # fmt: skip
    assert done.status_code == 302
    assert Person.objects.get(name="顾远舟").organization == district.east
    receipt = read(district, "secretary", reverse("transfer_receipt", args=[transfer.pk]))
    assert "远组88号" in receipt and "2026年11月23日起编入" in receipt


def test_bad_input_gets_a_sentence(district: District) -> None:
    """Nothing typed ends in an error page of the program."""
    transfer = started(district)
    steps = reverse("transfer_step", args=[transfer.pk, "issue"])
    for given in (
        {},
        {"seen": "x"},
        {"seen": "99999999999999999999"},
        {"seen": "1", "dues_until": "nonsense", "valid_until": "2026-13-45"},
        {"seen": "1", "dues_until": "2026-11-01", "valid_until": "9999-12-31"},
    ):
        answer = post(district, "clerk", steps, **given)
        assert answer.status_code in (409, 422), given
    start = reverse("transfer_start", args=[register(district.east, "冯若谷").pk])
    for given in (
        {"place": "99999999", "reason": "x"},
        {"to_words": "\x00", "reason": "x"},
        {},
        {"place": str(district.foreign.pk), "reason": "长" * 500},
    ):
        for to in ("", "?to=beyond"):
            answer = post(district, "secretary", start + to, **given)
            assert answer.status_code == 422, (to, given)
    client = district.sign_in(Client(), "office")
    for address, code in (
        (reverse("transfer_step", args=[transfer.pk, "no-such-step"]), 404),
        (reverse("transfer", args=[10**12]), 404),
        (reverse("transfers") + "?list=none", 404),
        (reverse("transfers") + "?page=999", 302),
        (reverse("guests") + "?list=none", 404),
        (reverse("standing_changes") + "?from_on=nonsense", 400),
        (reverse("standing_changes") + "?from_on=2026-05-01&until_on=2026-01-01", 400),
    ):
        assert client.get(address).status_code == code, address


def test_whoever_waits_may_urge_once_a_day(district: District) -> None:
    """A9: and whose turn it is cannot urge himself."""
    transfer = started(district)
    urge = reverse("transfer_urge", args=[transfer.pk])
    assert post(district, "secretary", urge).status_code == 302
    assert post(district, "secretary", urge).status_code == 422
    assert post(district, "clerk", urge).status_code == 422


def test_floating_members_are_registered_and_kept_in_touch_with_on_pages(
    district: District,
) -> None:
    """A10."""
    take = reverse("guest_take", args=[district.east.pk])
    wanted = {"name": "顾远舟", "home": "中共远山市某支部", "on": "2026-06-01"}
    assert post(district, "secretary", take, **wanted | {"home": ""}).status_code == 422
    post(district, "secretary", take, **wanted)
    guest = Guest.objects.get()
    here = reverse("guest", args=[guest.pk])
    done = post(district, "secretary", here, on="2026-11-20", words="来参加了主题党日")
    assert done["Location"] == here
    assert "来参加了主题党日" in read(district, "leader", here)
    assert "顾远舟" in read(district, "secretary", reverse("guests") + "?list=here")
    end = reverse("guest_end", args=[guest.pk])
    post(district, "secretary", end, ending="elsewhere", on="2026-11-22")
    assert post(district, "secretary", here, on="2026-11-22", words="x").status_code == 409
    assert "顾远舟" not in read(district, "secretary", reverse("guests") + "?list=here")


def test_lists_cost_the_same_for_a_few_and_for_many(district: District) -> None:
    objects(district, district.east)
    approved(district, started(district))
    client = district.sign_in(Client(), "office")
    pages = [reverse("transfers"), reverse("transfers") + "?list=ended",
             reverse("guests"), reverse("guests") + "?list=here"]  # fmt: skip

    def costs() -> list[int]:
        counted = []
        for page in pages:
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(page).status_code == 200
            counted.append(len(queries))
        return counted

    few = costs()
    for number in range(2):
        transfer = started(district, person=register(district.east, "成员" + "甲乙"[number]))
        approved(district, transfer)
        received(district, transfer)
        guests.take_in(
            district.west, name=f"来客{number}", id_number="", home="中共远山市某支部", contact="",
            on=TODAY, now=NOON, by=SYSTEM,
        )  # fmt: skip
    assert costs() == few
