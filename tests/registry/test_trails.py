"""谁看过我的信息: what others did with one's information and account stands on a page (T5)."""

from __future__ import annotations

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dangjian.registry.actions import accounts, look_ups, people
from dangjian.registry.authority import Purpose
from dangjian.registry.queries import trails
from tests.district import TODAY, District
from tests.membership.errands import asked, confirm, filled, who
from tests.registry.forms_sent import text


def looked(district: District, reason: str = "核对党费证上的号码") -> None:
    secretary = who(district, "secretary")
    member = district.people["member"]
    by = secretary.actor(Purpose.REVEAL, member.path)
    people.reveal(member, items=["mobile"], reason=reason, by=by)


def told(district: District) -> list[tuple[str, str, str]]:
    acts = trails.acts_on(district.people["member"]).rows
    return [(one.who, one.act, one.reason) for one in acts]


def test_looks_look_ups_corrections_and_codes_are_told_in_sentences(district: District) -> None:
    member = district.people["member"]
    secretary = who(district, "secretary")
    by = secretary.actor(Purpose.ACCOUNTS, member.path)
    looked(district)
    look_ups.look_up(
        member.unseal("mobile"),
        scope=secretary.scope(Purpose.REVEAL),
        reason="群众来电核实",
        by=by,
    )
    people.correct_items(member, {"occupation": "网格员"}, today=TODAY, by=by)
    issuer = district.people["secretary"]
    accounts.issue_code(member, now=timezone.now(), by=by, issuer=issuer, drop_second_factor=True)
    assert told(district) == [
        ("林禾青", "给您发了启用码，用它启用时解除动态口令", ""),
        ("林禾青", "更正了工作岗位", ""),
        ("林禾青", "按手机号查到了您", "群众来电核实"),
        ("林禾青", "看了手机号", "核对党费证上的号码"),
    ]


def test_what_was_done_on_his_word_is_told_so(district: District) -> None:
    """M5: both are on record, also for the member himself."""
    confirm(district, filled(district, asked(district)))
    assert told(district) == [("何秋实", "更正了学历、手机号", "受您委托")]


def test_the_page_is_one_s_own_paged_and_costs_the_same(district: District) -> None:
    member = district.sign_in(Client(), "member")
    assert "还没有人看过" in text(member.get("/me/trail/"))
    counts = []
    for rows in (3, 18):
        for n in range(rows):
            looked(district, f"核对第{n}次")
        member.get("/me/trail/")
        with CaptureQueriesContext(connection) as asking:
            page = text(member.get("/me/trail/"))
        counts.append(len(asking))
    assert counts[0] == counts[1]
    assert "共 2 页，21 条" in page
    assert "核对第0次" in text(member.get("/me/trail/?page=2"))
    assert member.get("/me/trail/?page=7")["Location"] == "/me/trail/?page=2"
    other = district.sign_in(Client(), "leader")
    assert "核对第" not in text(other.get("/me/trail/"))


def test_the_own_record_shows_the_latest_five_and_leads_to_all(district: District) -> None:
    for n in range(6):
        looked(district, f"核对第{n}次")
    pk = district.people["member"].pk
    page = text(district.sign_in(Client(), "member").get(f"/members/{pk}/"))
    assert "看全部 6 条" in page and "核对第5次" in page and "核对第0次" not in page
    other = text(district.sign_in(Client(), "secretary").get(f"/members/{pk}/"))
    assert "核对第" not in other
