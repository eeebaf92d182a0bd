"""I8: a citizen or member applies for disclosure and gets an answer in the set days."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dangjian.desk import rooms
from dangjian.flow.actions import reminders
from dangjian.flow.models import Task, ToDo
from dangjian.flow.queries.reminders import to_escalate
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.openness import jobs
from dangjian.openness.actions import applying, replying
from dangjian.openness.actions.applying import Wish
from dangjian.openness.models import GROUNDED, Application, Ground, Outcome, Progress
from dangjian.openness.queries import applications as queries
from dangjian.openness.recording import VISITOR
from dangjian.openness.rules import APPLICATIONS
from dangjian.openness.rules.applications import Answer, check_answer
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.openness.applications import WANTED, answer, answered, applied, fresh, turn
from tests.openness.notices import on, viewer
from tests.openness.test_rules import paths

pytestmark = pytest.mark.django_db


def due_of(application: Application) -> dt.date | None:
    return fresh(application).case.terms.values_list("due_on", flat=True).get(clock="answer")


def test_it_comes_before_the_office_with_its_day_and_is_answered_by_two(
    district: District,
) -> None:
    """I8: three working days; whoever wrote the answer does not review it; the answer by code."""
    application, code = applied(district)
    todo = ToDo.objects.get(case=application.case, closed_at__isnull=True)
    assert rooms.pages([todo.pk]) == {todo.pk: reverse("application", args=[application.pk])}
    assert (todo.for_organization, todo.due_on) == (district.street, dt.date(2026, 11, 26))
    replying.draft(application, answer(), **turn(district, application, "clerk"))
    given_up = turn(district, application, "security_officer")
    his = viewer(district, "clerk").actor(Purpose.SECRECY, district.root.path)
    with pytest.raises(Refused, match="答复是您拟的"):
        replying.give(application, **given_up | {"by": his})
    with pytest.raises(IntegrityError, match="answer_by_other_eyes"), transaction.atomic():
        rows = Application.objects.filter(pk=application.pk)
        rows.update(reviewed_by=district.people["clerk"])
    assert queries.story(fresh(application)).answer == "", "not before it was reviewed"
    replying.give(application, **given_up)
    told = queries.story(queries.of_receipt(code))
    assert (told.answered, told.answer) == (True, "用在主题党日和订学习材料。")
    assert not ToDo.objects.filter(case=application.case, closed_at__isnull=True).exists()


def test_what_was_wanted_and_by_whom_is_sealed(district: District) -> None:
    """I8: in the database, the log and the to-do stands nothing of it; only those who answer read
    who it was."""
    application, _ = applied(district, name="谷雨生", reach="街口的报亭")
    with connection.cursor() as cursor:
        cursor.execute("SELECT openness_application::text FROM openness_application")
        row = str(cursor.fetchall())
    assert "谷雨生" not in row and "经费" not in row
    leaf = Leaf.objects.get(verb="disclosure.apply")
    assert (leaf.actor_account, "经费" in leaf.body) == (None, False)
    for role in ("member", "leader", "secretary", "security_officer"):
        with pytest.raises(Missing):
            queries.application_for(viewer(district, role), application.pk, TODAY)
    replying.draft(application, answer(), **turn(district, application, "clerk"))
    address = reverse("application", args=[application.pk])
    page = district.sign_in(Client(), "security_officer").get(address).content.decode()
    assert "经费" in page and "谷雨生" not in page
    assert "谷雨生" in district.sign_in(Client(), "clerk").get(address).content.decode()


@given(
    st.sampled_from(Outcome),
    st.one_of(st.none(), st.sampled_from(Ground)),
    st.booleans(),
    st.booleans(),
)
def test_nothing_is_withheld_without_a_reason_of_the_list(
    outcome: Outcome, ground: Ground | None, asks: bool, replies: bool
) -> None:
    """I8: a reason exactly where something is withheld; question and reply together or not."""
    made = Answer(
        outcome,
        "查过了，答复如下。",
        ground,
        "经费怎样用" if asks else "",
        "用在学习。" if replies else "",
    )
    right = (outcome in GROUNDED) == (ground is not None) and asks == replies
    if right:
        check_answer(made)
    else:
        with pytest.raises(Refused):
            check_answer(made)


def test_the_database_withholds_nothing_without_a_reason(district: District) -> None:
    """I8: the broken twin of the rule, past the actions."""
    application, _ = applied(district)
    with pytest.raises(IntegrityError, match="withheld_says_why"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(outcome=Outcome.REFUSED)
    with pytest.raises(IntegrityError, match="answered_is_reviewed"), transaction.atomic():
        Application.objects.filter(pk=application.pk).update(state=Progress.ANSWERED)


def test_every_path_of_the_table_ends_and_an_answer_was_reviewed() -> None:
    """I8."""
    ends = list(paths(APPLICATIONS, longest=5))
    assert {path[-1] for path in ends} == {"give_answer", "withdraw", "lapse"}
    assert all(path[-2] == "draft_answer" for path in ends if path[-1] == "give_answer")


def test_days_on_which_the_applicant_is_waited_for_do_not_count(district: District) -> None:
    """I8: asked on Tuesday, added on Friday: the two days that were left are left."""
    application, _ = applied(district)
    asked = on(dt.date(2026, 11, 24))
    given_up = turn(district, application, "clerk", now=asked)
    with pytest.raises(Refused, match="要写明理由"):
        replying.ask_more(application, words=" ", **given_up)
    replying.ask_more(application, words="请写明是哪一年。", **given_up)
    told = queries.story(fresh(application))
    assert (told.waits, told.missing, told.due) == (True, "请写明是哪一年。", None)
    assert told.until == dt.date(2026, 12, 15)
    assert due_of(application) is None
    friday = on(dt.date(2026, 11, 27))
    with pytest.raises(Refused, match="还是|要补充的"):
        applying.supplement(fresh(application), " ", now=friday, by=VISITOR)
    applying.supplement(fresh(application), "是2025年。", now=friday, by=VISITOR)
    assert due_of(application) == dt.date(2026, 12, 1)
    assert queries.story(fresh(application)).supplement == "是2025年。"
    with pytest.raises(Stale, match="不用补充"):
        applying.supplement(fresh(application), "还有。", now=friday, by=VISITOR)
    assert answered(district, application, now=friday).state == Progress.ANSWERED


def test_an_office_that_is_late_cannot_stop_the_clock_by_asking(district: District) -> None:
    """I8: the day that has passed stays passed."""
    application, _ = applied(district)
    late = on(dt.date(2026, 12, 1))
    replying.ask_more(
        application, words="请写明是哪一年。", **turn(district, application, "clerk", now=late)
    )
    assert due_of(application) == dt.date(2026, 11, 26)


def test_who_adds_nothing_may_apply_again(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I8: ended by the platform after the set days, and not before; nobody of ours was late."""
    application, code = applied(district)
    replying.ask_more(application, words="请写明是哪一年。", **turn(district, application, "clerk"))
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-12-14")
    assert jobs.lapse_applications(0) == 0
    monkeypatch.setenv("DANGJIAN_CLOCK", "2026-12-15")
    assert (jobs.lapse_applications(0), jobs.lapse_applications(0)) == (1, 0)
    assert queries.of_receipt(code).state == Progress.LAPSED
    assert to_escalate(dt.date(2027, 1, 5)) == []


def test_more_days_are_granted_once_by_the_leader_and_the_applicant_reads_why(
    district: District,
) -> None:
    """I8: seven working days more at most; the reason is the applicant's to read."""
    application, code = applied(district)
    by = viewer(district, "clerk").actor(Purpose.LETTERS, district.street.path)
    asks = {"now": clock.now(), "by": by}
    with pytest.raises(Refused, match="最多延长7"):
        replying.ask_extension(application, days=8, reason="要查旧档案。", **asks)
    with pytest.raises(Refused, match="请写明为什么"):
        replying.ask_extension(application, days=7, reason=" ", **asks)
    asked = replying.ask_extension(application, days=7, reason="要查旧档案。", **asks)
    leader = viewer(district, "leader")
    sight = queries.application_for(leader, application.pk, TODAY)
    assert sight.decides == asked and not sight.handles
    todo = ToDo.objects.get(task=Task.DECIDE)
    assert rooms.pages([todo.pk]) == {todo.pk: reverse("application", args=[application.pk])}
    his = leader.actor(Purpose.SIGN, district.root.path)
    replying.decide_extension(asked, fresh(application), granted=True, now=clock.now(), by=his)
    assert due_of(application) == dt.date(2026, 12, 7)
    assert queries.story(queries.of_receipt(code)).extended == "要查旧档案。"
    with pytest.raises(Refused, match="只能延一次"):
        replying.ask_extension(fresh(application), days=1, reason="再延一天。", **asks)


def test_an_overdue_one_is_told_to_a_superior(district: District) -> None:
    """I8: escalation as flow gives it."""
    application, _ = applied(district)
    term = application.case.terms.get(clock="answer")
    late = on(dt.date(2026, 11, 27))
    assert to_escalate(late.date()) == [term.pk]
    reminders.escalate(term.pk, tables=rooms.TABLES, now=late, by=SYSTEM)
    assert ToDo.objects.get(task=Task.OVERSEE).for_organization == district.root


def test_it_is_passed_on_to_whom_it_belongs_and_its_days_go_on(district: District) -> None:
    """I8: the applicant reads where to and why; the office that had it has it no more."""
    application, code = applied(district)
    given_up = turn(district, application, "clerk")
    with pytest.raises(Refused, match="现在就在那里"):
        replying.pass_on(application, district.street, words="看错了。", **given_up)
    replying.pass_on(application, district.root, words="经费由区委管。", **given_up)
    assert due_of(application) == dt.date(2026, 11, 26)
    told = queries.story(queries.of_receipt(code))
    assert told.application.organization == district.root
    assert "经费由区委管。" in [words for _, _, words in told.steps]
    with pytest.raises(Missing):
        queries.application_for(viewer(district, "clerk"), application.pk, TODAY)
    assert queries.application_for(viewer(district, "office"), application.pk, TODAY).may_handle


def test_what_others_want_to_know_too_is_published_without_anybody_s_data(
    district: District,
) -> None:
    """I8: after the leak check and the review, never before; partly withheld with its reason."""
    application, _ = applied(district, name="谷雨生")
    more = {"outcome": Outcome.PARTIAL, "ground": Ground.PERSONAL, "question": "经费怎样用的"}
    with pytest.raises(Refused, match="手机号"):
        check_answer(answer(reply="问13800138000。", **more))
    with pytest.raises(Refused, match="密级标志"):
        check_answer(answer(text="见机密★1年的文件。"))
    replying.draft(
        application,
        answer(reply="用在主题党日和学习材料。", **more),
        **turn(district, application, "clerk"),
    )
    assert "经费怎样用的" not in Client().get(reverse("disclosure")).content.decode()
    replying.give(application, **turn(district, application, "security_officer"))
    page = Client().get(reverse("disclosure")).content.decode()
    assert "经费怎样用的" in page and "部分公开 · 涉及个人信息" in page and "谷雨生" not in page
    other, _ = applied(district, text="会议室几点开门？")
    answered(district, other)
    assert Client().get(reverse("disclosure")).content.decode().count("h-m") == 1


def test_a_paper_counts_from_the_day_it_came_in(district: District) -> None:
    """I8: entered by a clerk, who hands out the code."""
    clerk = district.people["clerk"]
    by = viewer(district, "clerk").actor(Purpose.LETTERS, district.street.path)
    kept = {"clerk": clerk, "now": clock.now(), "by": by}
    wish = Wish(WANTED, "谷雨生")
    for wrong in (dt.date(2026, 11, 24), dt.date(2025, 11, 20)):
        with pytest.raises(Refused, match="收到日期"):
            applying.enter(district.street, wish, received_on=wrong, **kept)
    day = dt.date(2026, 11, 20)
    application, code = applying.enter(district.street, wish, received_on=day, **kept)
    assert (application.entered_by, due_of(application)) == (clerk, dt.date(2026, 11, 25))
    assert queries.of_receipt(code) == application


def test_a_secrecy_mark_is_a_hard_stop_and_nothing_is_kept(district: District) -> None:
    """TRUST 2.9."""
    for text in ("我想看机密★5年的文件。", " "):
        with pytest.raises(Refused):
            applied(district, text=text)
    assert not Application.objects.exists()


def test_what_was_answered_is_changed_by_nobody_past_the_verbs(district: District) -> None:
    """T1."""
    application = answered(district, applied(district)[0])
    with pytest.raises(Stale):
        applying.withdraw(fresh(application), now=clock.now(), by=VISITOR)
    for change in ("outcome = 'known'", "state = 'handling'", "received_on = received_on + 1"):
        with pytest.raises(Exception, match="stays as it was"), transaction.atomic():
            _sql(f"UPDATE openness_application SET {change} WHERE id = {application.pk}")
    with pytest.raises(Exception, match="permission denied|not deleted"), transaction.atomic():
        _sql(f"DELETE FROM openness_application WHERE id = {application.pk}")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- pages ----------------------------------------------------------------------------------------


def test_a_visitor_applies_and_follows_by_code_in_his_own_browser(district: District) -> None:
    """I8: the code in no address; another browser without it gets the same 404 as for none."""
    client = Client()
    address = reverse("disclosure_apply")
    key = _key(client.get(address).content.decode())
    fields = {"form_key": key, "organization": district.street.pk, "text": "机密★1年"}
    answer = client.post(address, fields)
    assert answer.status_code == 422 and "密级标志" in answer.content.decode()
    answer = client.post(address, fields | {"text": WANTED})
    assert answer.status_code == 302
    code = client.session["disclosure_receipt"]
    assert code[:4] in client.get(answer["Location"]).content.decode()
    application = Application.objects.get()
    own = reverse("disclosure_read", args=[application.pk])
    assert client.get(own).status_code == 404, "the code opens it, not the browser alone"
    for wrong in ("123", code[:-1] + str((int(code[-1]) + 1) % 10)):
        assert client.post(reverse("disclosure_follow"), {"code": wrong}).status_code == 422
    assert client.post(reverse("disclosure_follow"), {"code": code})["Location"] == own
    page = client.get(own).content.decode()
    assert WANTED in page and "11月26日" in page
    assert (Client().get(own).status_code, Client().get(own + "nothing/").status_code) == (404, 404)
    key = _key(client.get(own + "withdraw/").content.decode())
    assert client.post(own + "withdraw/", {"form_key": key}).status_code == 302
    assert "您已经撤回" in client.get(own).content.decode()


def test_a_member_finds_his_own_without_a_code(district: District) -> None:
    """I8: and nobody else's."""
    application, _ = applied(district, account="member")
    applied(district)
    client = district.sign_in(Client(), "member")
    page = client.get(reverse("disclosure_mine")).content.decode()
    assert page.count("SQ-2026-") == 1 and application.number in page
    assert client.get(reverse("disclosure_read", args=[application.pk])).status_code == 200


def test_a_flood_of_applications_is_slowed_down(district: District) -> None:
    """kernel.buckets: five at once from one place; what was typed is not lost."""
    client, answers = Client(), []
    address = reverse("disclosure_apply")
    for n in range(6):
        key = _key(client.get(address).content.decode())
        fields = {"form_key": key, "organization": district.street.pk, "text": f"第{n}件。"}
        answers.append(client.post(address, fields))
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "第5件。" in answers[5].content.decode()


def test_answered_by_the_forms_alone(district: District) -> None:
    """I8: a refusal without a reason is answered with a sentence, and nothing typed is lost."""
    application, _ = applied(district)
    client = district.sign_in(Client(), "clerk")
    address = reverse("application_step", args=[application.pk, "answer"])
    page = client.get(address).content.decode()
    fields = {"form_key": _key(page), "seen": application.case.round, "outcome": "refused"}
    answer = client.post(address, fields | {"text": "不能公开这一份。"})
    assert answer.status_code == 422
    assert "请选理由" in answer.content.decode() and "不能公开这一份。" in answer.content.decode()
    answer = client.post(address, fields | {"text": "不能公开这一份。", "ground": "undecided"})
    assert answer.status_code == 302
    assert fresh(application).state == Progress.REVIEW
    assert client.get(address).status_code == 409
    nowhere = reverse("application_step", args=[application.pk, "nothing"])
    assert client.get(nowhere).status_code == 404


def _key(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]


def test_the_lists_cost_the_same_for_many(district: District) -> None:
    """I8: what is published, one's own, and the office's desk."""
    for _ in range(2):
        made, _ = applied(district, account="member")
        answered(district, made, question="经费怎样用的", reply="用在学习。")
        applied(district, account="member")
    few = [_queries(district, *one) for one in LISTS]
    for _ in range(5):
        made, _ = applied(district, account="member")
        answered(district, made, question="经费怎样用的", reply="用在学习。")
        applied(district, account="member")
    assert [_queries(district, *one) for one in LISTS] == few


LISTS = (("disclosure", ""), ("disclosure_mine", "member"), ("applications", "office"))


def _queries(district: District, name: str, role: str) -> int:
    client = district.sign_in(Client(), role) if role else Client()
    assert client.get(reverse(name)).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(name))
    return len(captured)
