"""The office sets a procedure page by page; somebody goes away (G1, G3, X27)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.flow import actions
from dangjian.flow.models import Absence, Edition, Procedure, Task, Transfer
from dangjian.kernel import idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.models import Role
from dangjian.voices.rules import PETITION
from tests.district import TODAY, District, give
from tests.flow.probe import DAY, NOON, by, case_of, due_days, move, office, opened


class Clerk:
    """Somebody at a browser who fills in one form after the other."""

    def __init__(self, district: District, role: str) -> None:
        self.client = district.sign_in(Client(), role)
        self.account = district.accounts[role].pk

    def sends(self, name: str, *args: object, **values: object) -> Any:
        given = {"form_key": idempotency.issue(self.account), **values}
        return self.client.post(reverse(name, args=args), given, follow=True)

    def reads(self, name: str, *args: object) -> str:
        answer = self.client.get(reverse(name, args=args))
        assert answer.status_code == 200
        return answer.content.decode()


def test_a_term_is_set_tried_out_and_published(district: District) -> None:
    petitions = Procedure.objects.get(key="petition")
    letter = opened(district, PETITION)
    move(letter, "accept", "registrar", to=[office(district.street)], flow=PETITION)
    clerk = Clerk(district, "office")
    assert "信访事项" in clerk.reads("procedures")
    assert "起草答复，送审签" in clerk.reads("procedure", petitions.pk)
    assert "草稿起好了" in clerk.sends("procedure_start", petitions.pk).content.decode()
    lax = clerk.sends("procedure_term", petitions.pk, "finish", days=61, warn_days=3)
    assert lax.status_code == 422
    assert "只能比规定更严：规定是60日，您填的是61日" in lax.content.decode()
    assert "《信访工作条例》第三十四条" in lax.content.decode()
    for nonsense in ({"days": "许多"}, {"days": "-1"}, {"days": "5", "warn_days": "99"}):
        bad = clerk.sends("procedure_term", petitions.pk, "finish", **nonsense)
        assert bad.status_code == 422
    clerk.sends("procedure_term", petitions.pk, "finish", days=50, warn_days=5)
    clerk.sends("procedure_word", petitions.pk, "received", says="待签收")
    clerk.sends("procedure_recipient", petitions.pk, "registrar", organization=district.street.pk)
    clerk.sends("procedure_paper", petitions.pk, "accept", title="登记表")
    told = clerk.reads("procedure_draft", petitions.pk)
    for said in (
        "“办结”的期限由规定的60日改为50日",
        "“待登记”改叫“待签收”",
        "“待登记”由收到的组织办改为由东篱街道党工委办",
        "“受理”之前要有“登记表”",
    ):
        assert said in told
    assert "办结" in clerk.reads("procedure_test", petitions.pk)
    assert Edition.objects.filter(procedure=petitions, number=2).count() == 0
    assert clerk.sends("procedure_publish", petitions.pk).status_code == 422
    done = clerk.sends("procedure_publish", petitions.pk, note="办得快一些")
    assert "第2版已经发布" in done.content.decode()
    assert "待签收" in clerk.reads("procedure", petitions.pk)
    assert "办得快一些" in clerk.reads("procedure_edition", petitions.pk, 2)
    assert due_days(letter) == {"finish": TODAY + 60 * DAY}
    assert "2027年1月22日改为2027年1月12日" in clerk.reads("procedure_cases", petitions.pk)
    clerk.sends("procedure_cases", petitions.pk, cases=[letter.case_id])
    assert due_days(letter) == {"finish": TODAY + 50 * DAY}
    assert clerk.sends("procedure_cases", petitions.pk).status_code == 422
    clerk.sends("transfer_undo", Transfer.objects.get().pk)
    assert due_days(letter) == {"finish": TODAY + 60 * DAY}
    assert clerk.sends("transfer_undo", Transfer.objects.get().pk).status_code == 409


def test_a_draft_is_thrown_away_and_a_paper_dropped(district: District) -> None:
    petitions = Procedure.objects.get(key="petition")
    clerk = Clerk(district, "office")
    clerk.sends("procedure_start", petitions.pk)
    assert clerk.sends("procedure_start", petitions.pk).status_code == 409
    clerk.sends("procedure_paper", petitions.pk, "sign", title="调查笔录")
    clerk.sends("procedure_paper_drop", petitions.pk, "sign", title="调查笔录")
    assert clerk.sends("procedure_paper_drop", petitions.pk, "sign", title="x").status_code == 409
    clerk.sends("procedure_discard", petitions.pk)
    assert clerk.client.get(reverse("procedure_draft", args=[petitions.pk])).status_code == 404
    for name in ("procedure_term", "procedure_word", "procedure_recipient", "procedure_paper"):
        clerk.sends("procedure_start", petitions.pk)
        address = reverse(name, args=[petitions.pk, "nothing"])
        assert clerk.client.get(address).status_code == 404


def test_only_a_colleague_with_the_same_right_is_offered(district: District) -> None:
    secretary = Clerk(district, "secretary").reads("absences")
    assert "没有可以代办的人" in secretary
    organizer = Clerk(district, "organizer").reads("absences")
    assert "周望禾（东篱街道党工委）" in organizer
    clerk = Clerk(district, "clerk").reads("absences")
    assert "没有可以代办的人" in clerk  # the organizer may not do all that the clerk may


def test_somebody_goes_away_and_comes_back(district: District) -> None:
    give(district.people["organizer"], Role.CLERK, district.street)
    opened(district, PETITION, to=[district.people["clerk"]])
    clerk, substitute = Clerk(district, "clerk"), Clerk(district, "organizer")
    days = {"from_on": TODAY, "until_on": TODAY + 5 * DAY}
    stranger = clerk.sends("absences", **days, substitute=district.people["member"].pk)
    assert stranger.status_code == 422
    past = {"from_on": TODAY - 9 * DAY, "until_on": TODAY - DAY}
    other = district.people["organizer"].pk
    assert "已经过去" in clerk.sends("absences", **past, substitute=other).content.decode()
    clerk.sends("absences", **days, substitute=other)
    absence = Absence.objects.get()
    assert "代 周望禾 办理" in substitute.reads("absences")
    listed = substitute.client.get("/inbox/?kind=delegated").content.decode()
    assert "代周望禾办理" in listed and "登记一封来信" in listed
    assert substitute.client.get(reverse("absence_end", args=[absence.pk])).status_code == 404
    clerk.sends("absence_end", absence.pk)
    assert "登记一封来信" not in substitute.client.get("/inbox/?kind=delegated").content.decode()
    assert clerk.sends("absence_end", absence.pk).status_code == 409


@pytest.mark.parametrize(
    ("kind", "finds"),
    [("todo", True), ("due", False), ("overdue", True), ("delegated", False), ("mine", False)],
)
def test_an_inbox_is_asked_for_what_one_wants_to_see(
    district: District, kind: str, finds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(district, PETITION)
    monkeypatch.setenv("DANGJIAN_CLOCK", (TODAY + 20 * DAY).isoformat())
    client = district.sign_in(Client(), "office")
    answer = client.get(f"/inbox/?kind={kind}")
    assert (answer.status_code, "登记一封来信" in answer.content.decode()) == (200, finds)
    assert client.get("/inbox/?kind=nothing").status_code == 404


def test_what_was_done_is_found_for_a_fortnight(district: District) -> None:
    letter = opened(district, PETITION)
    actor = actions.assign(
        "查一查", to=district.people["office"], asked_by=None, now=NOON, by=SYSTEM
    )
    assert case_of(letter).todos.get().task == Task.LEAD
    actions.finish(actor, now=NOON, by=by(district, "office"))
    client = district.sign_in(Client(), "office")
    assert "查一查" in client.get("/inbox/?kind=done").content.decode()
