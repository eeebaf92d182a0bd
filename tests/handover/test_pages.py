"""The pages of handing over and of leaving, as people go through them."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from dangjian.desk.reminders import BY_KEY, Eyes
from dangjian.flow import actions as flow
from dangjian.handover.models import Handover, Kind, Line
from dangjian.kernel import rules
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry import signin
from dangjian.registry.models import Consent
from tests.district import TODAY, District
from tests.handover.handed import NOON, begun, both_signed, handed, noticed, sent, who
from tests.registry.browser import form_key, send
from tests.registry.consented import proved as proved_in
from tests.voices.letters import petition

pytestmark = pytest.mark.django_db


@pytest.fixture
def proved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everybody has just proved who he is: what asks for it is told in the tests of signing in."""
    monkeypatch.setattr(signin, "proved_lately", lambda *args: True)


def test_a_secretary_hands_over_through_the_pages(district: District, proved: None) -> None:
    """C3: begin, send, check, agree, sign twice; each finds his step in his inbox."""
    giver, taker, clerk = (
        district.sign_in(Client(), role) for role in ("secretary", "organizer", "clerk")
    )
    start = f"/handovers/start/?who={district.people['organizer'].name}"
    answer = send(
        giver,
        start,
        who=district.people["organizer"].name,
        place=district.east.pk,
        successor=district.people["organizer"].pk,
        document="东党〔2026〕3号",
        agreed_on=TODAY.isoformat(),
    )
    page = answer["Location"]
    assert "填写岗位移交清单" in giver.get("/inbox/?kind=todo").content.decode()
    assert taker.get(page).status_code == 404  # not before it was sent
    line = Handover.objects.get().lines.get(title="印章")
    send(giver, f"{page}line/{line.pk}/", remark="公章 1 枚")
    assert giver.post(f"{page}send/", _key(giver, page)).status_code == 302
    handover = Handover.objects.get()
    said = {f"verdict_{one.pk}": "received" for one in handover.lines.all()}
    assert "公章 1 枚" in taker.get(f"{page}check/").content.decode()
    send(taker, f"{page}check/", seen=handover.round, **said)
    assert "同意岗位移交" in clerk.get("/inbox/?kind=todo").content.decode()
    send(clerk, f"{page}agree/")
    for client in (giver, taker):
        seen = Handover.objects.get().round
        assert send(client, f"{page}sign/", seen=seen)["Location"] == page
    assert Handover.objects.get().state == "done"
    assert "移交完了" in giver.get(page).content.decode()


def test_roles_go_along_through_the_pages_and_everybody_reads_for_whom_it_waits(
    district: District,
) -> None:
    """C3, X25: the security officer asks, another officer agrees on the page of every request."""
    handover = both_signed(district, "organizer")
    officer, second = (proved_in(district, r) for r in ("security_officer", "system_officer"))
    member, page = district.sign_in(Client(), "member"), f"/handovers/{handover.pk}/"
    assert "等安全管理员提出移交角色" in member.get(page).content.decode()
    assert "提出移交角色" in officer.get(page).content.decode()
    assert "东篱街道党工委组织员" in officer.get(f"{page}ask/").content.decode()
    assert send(officer, f"{page}ask/", seen=handover.round)["Location"] == page
    waits = member.get(page).content.decode()
    assert "在等第二人同意" in waits and district.people["system_officer"].name in waits
    consent = Consent.objects.get()
    agree = f"/consents/{consent.pk}/agree/"
    assert "东篱街道党工委组织员" in second.get(agree).content.decode()
    send(second, agree, seen=consent.seen, words="")
    giver = district.sign_in(Client(), "organizer")
    assert "移交完了" in giver.get(page).content.decode()
    assert (
        f"{district.people['system_officer'].name}同意"
        in giver.get(f"{page}print/").content.decode()
    )
    assert officer.get(f"{page}ask/").status_code == 409


def test_a_mistaken_notice_is_voided_through_the_pages(district: District) -> None:
    begun_ = noticed(district, "auditor")
    officer, second = (proved_in(district, r) for r in ("security_officer", "system_officer"))
    assert "通知办错了" in officer.get(f"/leaving/{begun_.pk}/").content.decode()
    assert send(second, f"/leaving/{begun_.pk}/void/", reason="错").status_code == 422
    send(second, f"/leaving/{begun_.pk}/void/", reason="名字看错了")
    consent = Consent.objects.get(act="void_notice")
    send(officer, f"/consents/{consent.pk}/agree/", seen=consent.seen, words="")
    assert "通知撤销了" in officer.get(f"/leaving/{begun_.pk}/").content.decode()
    assert not who(district, "auditor").confined


def test_to_sign_one_needs_a_second_factor_and_a_fresh_proof(district: District) -> None:
    handover = begun(district)
    sent(district, handover)
    member, giver = (district.sign_in(Client(), role) for role in ("member", "secretary"))
    page = f"/handovers/{handover.pk}/sign/"
    assert member.get(page)["Location"] == "/me/second-factor/set-up/"
    assert giver.get(page)["Location"].startswith("/me/confirm/")


def test_the_printed_list_and_its_word_file_have_lines_to_sign_on_and_nothing_barred(
    district: District,
) -> None:
    letter = petition(district, at=district.street)
    whom = district.people["member"]
    flow.bar(letter.case, whom, reason="信里说的就是他", now=NOON, by=SYSTEM)
    handover = begun(district, "organizer")
    what = letter.case.todos.get().what
    giver, member = (district.sign_in(Client(), role) for role in ("organizer", "member"))
    assert what in giver.get(f"/handovers/{handover.pk}/").content.decode()
    sent(district, handover, "organizer")
    for client in (giver, member):
        printed = client.get(f"/handovers/{handover.pk}/print/").content.decode()
        assert "接手人签字" in printed and "监交人签字" in printed and what not in printed
    assert what not in member.get(f"/handovers/{handover.pk}/").content.decode()
    file = giver.get(f"/handovers/{handover.pk}/paper/")
    [table] = Document(io.BytesIO(file.content)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert ["移交人", "何秋实"] in rows and ["接手人签字", ""] in rows
    assert not any(what in text for row in rows for text in row)


def test_bad_input_gets_a_sentence(district: District) -> None:
    giver = district.sign_in(Client(), "secretary")
    name = district.people["member"].name
    for typed in (
        {},
        {"place": "x", "successor": "0", "agreed_on": "昨天"},
        {"place": district.east.pk, "successor": district.people["leader"].pk, "document": "一"},
    ):
        answer = send(giver, f"/handovers/start/?who={name}", who=name, **typed)
        assert answer.status_code == 422
    assert giver.get("/handovers/?page=x&list=%00").status_code == 200
    assert giver.get("/handovers/start/?who=%00").status_code == 200
    assert giver.get("/handovers/999999/").status_code == 404


def test_a_leaver_sets_up_a_second_factor_anew_and_acknowledges(
    district: District, proved: None
) -> None:
    """L6, L5: what he is bound to is confirmed by himself, and by nobody else."""
    noticed(district)
    district.accounts["clerk"].refresh_from_db()
    client = district.sign_in(Client(), "clerk")
    page = client.get("/leaving/mine/").content.decode()
    assert "请重新绑定手机" in page
    handover = Handover.objects.get()
    assert client.get(f"/handovers/{handover.pk}/sign/")["Location"] == "/me/second-factor/set-up/"
    assert client.get("/me/second-factor/set-up/").status_code == 200
    assert not Authenticator.objects.filter(user=district.accounts["clerk"]).exists()
    send(client, "/leaving/mine/acknowledge/")
    assert Handover.objects.get().cooling_off.acknowledged_at is not None
    other = district.sign_in(Client(), "secretary")
    assert other.get("/leaving/mine/").status_code == 404


def test_a_review_stands_in_the_inbox_of_whoever_grants_and_in_nobody_elses(
    district: District,
) -> None:
    begun_ = noticed(district)
    first = begun_.reviews.order_by("due_on")[0].due_on
    kind = BY_KEY["leaving"]

    def asked(role: str, day: dt.date) -> list[str]:
        eyes = Eyes(who(district, role), day, rules.book(on=day))
        return [kind.tell(one, eyes).title for one in eyes.ask(kind, 5).rows]

    assert asked("security_officer", first - dt.timedelta(days=20)) == []
    [told] = asked("security_officer", first - dt.timedelta(days=3))
    assert told.startswith("周望禾")
    assert asked("office", first) == []


def test_lists_cost_the_same_for_a_few_and_for_hundreds(district: District) -> None:
    first = handed(district, successor="organizer")
    client = district.sign_in(Client(), "organizer")
    addresses = ("/handovers/?list=over", f"/handovers/{first.pk}/")
    few = [_cost(client, address) for address in addresses]
    Handover.objects.bulk_create(
        Handover(
            organization=district.west,
            giver=district.people["auditor"],
            successor=district.people["organizer"],
            document="东党〔2026〕4号",
            agreed_on=TODAY,
            state="withdrawn",
            started_by=district.people["auditor"],
            started_at=NOON,
            sent_at=NOON,
            ended_at=NOON,
        )
        for _ in range(300)
    )
    Line.objects.bulk_create(
        Line(handover=first, kind=Kind.OUTSIDE, title=f"第 {n} 件", uid=uuid.uuid4())
        for n in range(300)
    )
    assert [_cost(client, address) for address in addresses] == few


def _cost(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def _key(client: Client, page: str) -> dict[str, str]:
    return {"form_key": form_key(client, page)}
