"""A notice from its draft to its result; what nobody gets round."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from dangjian.desk import rooms
from dangjian.flow.models import ToDo
from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.openness import jobs
from dangjian.openness.actions import drafting, running, signing
from dangjian.openness.models import Finding, Kind, Notice, Objection, Result
from dangjian.openness.queries import office, public
from dangjian.openness.rules.persons import Subject, month
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.openness.notices import (
    SHEN,
    begun,
    day_after,
    draft,
    expired,
    objected,
    on,
    posted,
    reviewed,
    round_of,
    sent,
    settled,
    step,
    viewer,
)
from tests.registry.browser import key_in
from tests.registry.consented import prove

pytestmark = pytest.mark.django_db


def page_of(notice: Notice, client: Client | None = None) -> str:
    answer = (client or Client()).get(reverse("notice", args=[notice.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def at_day(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    monkeypatch.setenv("DANGJIAN_CLOCK", day.isoformat())


def test_a_notice_is_public_after_three_others_signed_and_ends_by_itself(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I7: written, reviewed for content and secrecy, approved, each by somebody else; five working
    days; the day after the last it closes with its result, and names nobody any more (X21)."""
    notice = reviewed(district)
    assert Client().get(reverse("notice", args=[notice.pk])).status_code == 404
    notice = step(district, notice, "leader")
    assert (notice.posted_on, notice.until_on) == (TODAY, dt.date(2026, 11, 30))
    told = page_of(notice)
    assert "沈知渔" in told and "1984年6月" in told and "还剩 <b>5</b> 个工作日" in told
    at_day(monkeypatch, dt.date(2026, 11, 30))
    assert jobs.keep_days(0) == 0
    assert "最后一天" in page_of(notice) and "沈知渔" in page_of(notice)
    at_day(monkeypatch, dt.date(2026, 12, 1))
    assert "沈知渔" not in page_of(notice), "the day decides, also before the job came round"
    assert (jobs.keep_days(0), jobs.keep_days(0)) == (1, 0)
    notice.refresh_from_db()
    assert (notice.state, notice.result) == ("closed", "no_objection")
    told = page_of(notice)
    assert "沈知渔" not in told and "许怀谷" not in told
    assert "结果：公示期间没有收到反映。" in told and "姓名等个人信息已经隐去" in told


def test_the_last_signature_proves_again_who_signs(district: District) -> None:
    """TRUST 2.5: publishing a notice: three others signed, the last one with password and code."""
    notice = reviewed(district)
    address = reverse("notice_post", args=[notice.pk])
    client = prove(district.sign_in(Client(), "leader"), district.accounts["leader"])
    typed = {"form_key": key_in(client.get(address)), "seen": round_of(notice), "read": "on"}
    prove(client, district.accounts["leader"], ago=301)
    assert client.get(address)["Location"].startswith("/me/confirm/")
    assert client.post(address, typed).status_code == 409
    notice.refresh_from_db()
    assert notice.posted_on is None
    prove(client, district.accounts["leader"])
    assert client.post(address, typed).status_code == 302
    notice.refresh_from_db()
    assert notice.posted_on == TODAY


@pytest.mark.parametrize(
    ("day", "last"),
    [(dt.date(2026, 9, 28), dt.date(2026, 10, 10)), (dt.date(2026, 2, 12), dt.date(2026, 2, 26))],
)
def test_the_period_counts_make_up_workdays_and_no_holidays(
    day: dt.date, last: dt.date, district: District
) -> None:
    """I7: the day after posting is day 1."""
    notice = reviewed(district)
    Notice.objects.filter(pk=notice.pk).update(days=5)
    signed = signing.post(
        notice,
        office=district.root,
        seen=round_of(notice),
        now=on(day),
        by=viewer(district, "leader").actor(Purpose.FINAL, district.root.path),
    )
    assert signed.until_on == last


def test_whoever_wrote_or_signed_does_not_sign_again(district: District) -> None:
    """I7: four people; the database refuses what the rule refuses."""
    notice = sent(district, begun(district))
    by = viewer(district, "organizer").actor(Purpose.REVIEW, district.street.path)
    with pytest.raises(Refused, match="您起草的"):
        signing.sign(notice, office=district.street, seen=round_of(notice), now=clock.now(), by=by)
    notice = step(district, notice, "clerk")
    clerk = viewer(district, "clerk").actor(Purpose.SECRECY, district.root.path)
    with pytest.raises(Refused, match="您已经审过"):
        signing.sign(notice, office=district.root, seen=round_of(notice), now=clock.now(), by=clerk)
    with pytest.raises(IntegrityError, match="notice_signed_by_other_eyes"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(secrecy_by=district.people["clerk"])
    with pytest.raises(IntegrityError, match="notice_public_is_signed"), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(state="running")


def test_a_text_that_was_changed_after_it_was_sent_in_is_signed_by_nobody(
    district: District,
) -> None:
    """T10: what is signed is what was sent, to the letter."""
    notice = sent(district, begun(district))
    Notice.objects.filter(pk=notice.pk).update(text="另一段话。")
    with pytest.raises(Refused, match="和送审时不一样"):
        step(district, notice, "clerk")


def test_a_period_shorter_than_the_rule_is_refused_with_its_clause(district: District) -> None:
    """I7: the rule is data; a longer period is anybody's choice."""
    with pytest.raises(Refused, match="不少于5个工作日，您填的是4个.*选拔任用工作条例"):
        begun(district, days=4)
    with pytest.raises(Refused, match="发展党员工作细则"):
        begun(district, Kind.CANDIDATE, days=3)
    assert posted(district, days=7).until_on == dt.date(2026, 12, 2)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"text": "联系人手机13800138000。"}, "手机号"),
        ({"text": "家庭住址：示例路1号。"}, "家庭住址|门牌号"),
        ({"text": "沈知渔同志拟任区直单位正职。"}, "正文里不要写姓名"),
        ({"title": "沈知渔同志任前公示"}, "标题里不要写姓名"),
        ({"phone": "13800138000"}, "受理电话里好像有手机号"),
        ({"text": "机密★1年"}, "密级标志"),
        ({"subjects": []}, "至少写一名"),
        ({"subjects": [SHEN, SHEN]}, "写了两次"),
        (
            {"subjects": [Subject("沈知渔", "女", "", "11010119840602123X 副局长", "拟任")]},
            "身份证|好像有",
        ),
        ({"title": " "}, "标题还是空的"),
        ({"days": 99}, "最长60个"),
    ],
)
def test_what_a_notice_must_not_say_is_refused(
    change: dict[str, object], sentence: str, district: District
) -> None:
    """I7: never a number, telephone, home or family; names only in the list."""
    with pytest.raises(Refused, match=sentence):
        begun(district, **change)
    assert not Notice.objects.exists()


def test_a_birthday_is_told_by_its_month_only() -> None:
    """I7."""
    assert [month(one) for one in ("1984-06", "1984年6月", "1984.6", "")] == [
        *["1984年6月"] * 3,
        "",
    ]
    for wrong in ("1984年6月2日", "1984-06-02", "八四年", "1984-13"):
        with pytest.raises(Refused, match="只写到月"):
            month(wrong)


def test_an_objection_holds_the_result_but_not_the_names(district: District) -> None:
    """I7, X21: the period is over and names are gone; the result waits for a person."""
    notice = posted(district)
    objection = objected(notice)
    notice = expired(notice)
    assert (notice.state, notice.result, notice.redacted_at is None) == ("checking", "", False)
    by = viewer(district, "office").actor(Purpose.OBJECTIONS, district.root.path)

    def conclude(result: Result, words: str = "") -> Notice:
        return running.conclude(
            notice,
            result,
            words=words,
            office=district.root,
            seen=round_of(notice),
            now=clock.now(),
            by=by,
        )

    with pytest.raises(Refused, match="还有1件反映"):
        conclude(Result.LOOKED_INTO)
    settled(district, objection, Finding.GRAVE)
    with pytest.raises(Refused, match="请写一句怎么处理"):
        conclude(Result.STOPPED)
    with pytest.raises(Refused, match="说明里不要写姓名"):
        conclude(Result.STOPPED, "沈知渔不再任职。")
    with pytest.raises(Refused, match="收到过反映"):
        conclude(Result.NO_OBJECTION)
    assert conclude(Result.STOPPED, "相关任职不再进行。").state == "closed"
    assert "不再按公示的办理。相关任职不再进行。" in page_of(notice)


def test_an_objection_that_proved_harmless_does_not_keep_a_notice(district: District) -> None:
    """I7: looked into during the period, it ends by itself and says so."""
    notice = posted(district)
    settled(district, objected(notice))
    assert expired(notice).result == "looked_into"


def test_a_grave_one_that_is_settled_waits_for_a_person_too(district: District) -> None:
    """No decision about a person by the program."""
    notice = posted(district)
    settled(district, objected(notice), Finding.GRAVE)
    assert expired(notice).state == "checking"


def test_a_withdrawn_notice_tells_why_and_names_nobody(district: District) -> None:
    """I7, T1: no silent deletion."""
    notice = posted(district)
    by = viewer(district, "leader").actor(Purpose.FINAL, district.root.path)
    for reason, sentence in (("错", "请写明"), ("沈知渔情况有变", "不要写姓名")):
        with pytest.raises(Refused, match=sentence):
            running.withdraw(notice, reason=reason, now=clock.now(), by=by)
    running.withdraw(notice, reason="职务写错，更正后重新公示", now=clock.now(), by=by)
    told = page_of(notice)
    assert "公示已经撤回。原因：职务写错，更正后重新公示" in told and "沈知渔" not in told
    with pytest.raises(Stale):
        running.withdraw(notice, reason="再撤一次试试", now=clock.now(), by=by)


def test_a_period_only_grows(district: District) -> None:
    """I7."""
    notice = posted(district)
    by = viewer(district, "leader").actor(Purpose.FINAL, district.root.path)
    with pytest.raises(Refused, match="只能延长"):
        running.extend(notice, days=5, words="群众要求", now=clock.now(), by=by)
    notice = running.extend(notice, days=8, words="遇上停电", now=clock.now(), by=by)
    assert notice.until_on == dt.date(2026, 12, 3)
    with pytest.raises(Refused, match="还没有满"):
        running.expire(notice, now=on(dt.date(2026, 12, 3), 23), by=SYSTEM)
    with pytest.raises(Stale, match="不能再延长"):
        running.extend(notice, days=9, words="再长些", now=day_after(notice), by=by)


def test_sent_back_it_is_changed_and_signed_anew(district: District) -> None:
    """I7: the author finds it among his to-dos."""
    notice = step(district, sent(district, begun(district)), "clerk")
    who = viewer(district, "security_officer")
    signing.send_back(
        notice,
        words="第二段请写清楚。",
        office=district.root,
        seen=round_of(notice),
        now=clock.now(),
        by=who.actor(Purpose.SECRECY, district.root.path),
    )
    todo = ToDo.objects.get(closed_at__isnull=True, what__startswith="修改退回的公示")
    assert todo.for_person == district.people["organizer"]
    assert rooms.pages([todo.pk]) == {todo.pk: reverse("notice_desk", args=[notice.pk])}
    notice.refresh_from_db()
    drafting.edit(
        notice,
        draft(text="写清楚了。"),
        seen=round_of(notice),
        now=clock.now(),
        by=viewer(district, "organizer").actor(Purpose.WRITE, district.street.path),
    )
    notice = sent(district, notice)
    assert (notice.state, notice.content_by) == ("at_content", None)
    with pytest.raises(Stale):
        drafting.edit(notice, draft(), seen=round_of(notice), now=clock.now(), by=SYSTEM)


def test_what_is_public_is_changed_by_nobody_past_the_verbs(district: District) -> None:
    """T1: the trigger holds it for every role of the database."""
    notice = posted(district)
    for change in (
        "title = '另一个标题'",
        "posted_on = posted_on - 1",
        "until_on = until_on - 1",
        "count = 9",
    ):
        with pytest.raises(Exception, match="stays as it was"), transaction.atomic():
            _sql(f"UPDATE openness_notice SET {change} WHERE id = {notice.pk}")
    expired(notice)
    with pytest.raises(Exception, match="stays as it was|notice_over"), transaction.atomic():
        _sql(f"UPDATE openness_notice SET redacted_at = NULL WHERE id = {notice.pk}")
    with pytest.raises(Exception, match="permission denied|not deleted"), transaction.atomic():
        _sql(f"DELETE FROM openness_notice WHERE id = {notice.pk}")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


# --- objections -----------------------------------------------------------------------------------


def test_an_objection_is_sealed_and_comes_before_the_department_only(district: District) -> None:
    """I7: not before those who published, nor before anybody else."""
    notice = posted(district)
    objection = objected(notice, "材料里的年龄不对。", name="谷雨生", reach="街口的报亭")
    with connection.cursor() as cursor:
        cursor.execute("SELECT openness_objection::text FROM openness_objection")
        assert "谷雨生" not in str(cursor.fetchall())
    assert office.objection_for(viewer(district, "office"), objection.pk) == objection
    for role in ("secretary", "clerk", "organizer", "leader", "security_officer", "member"):
        with pytest.raises(Missing):
            office.objection_for(viewer(district, role), objection.pk)
    leaf = Leaf.objects.get(verb="object", subject_kind="objection")
    assert (leaf.actor_account, "年龄" in leaf.body) == (None, False)
    todo = ToDo.objects.get(case=objection.case)
    assert (todo.for_organization, todo.due_on) == (district.root, dt.date(2026, 12, 14))
    assert "谷雨生" not in todo.note


def test_whoever_is_noticed_does_not_see_what_is_said_of_him(district: District) -> None:
    """I7: a colleague of the department who is noticed himself is kept away."""
    his = Subject(district.people["office"].name, "男", "", "", "拟表彰为优秀党务工作者")
    notice = posted(district, kind=Kind.AWARD, title="拟表彰对象公示", subjects=[his])
    objection = objected(notice)
    with pytest.raises(Missing):
        office.objection_for(viewer(district, "office"), objection.pk)
    assert office.objections_for(viewer(district, "office"), notice) == []


def test_who_objects_gets_a_code_and_reads_the_answer_with_it(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I7: no name needed; the code is shown once and kept nowhere."""
    at_day(monkeypatch, TODAY)
    notice, client = posted(district), Client()
    address = reverse("notice_object", args=[notice.pk])
    form = client.get(address)
    key = form.content.decode().split('name="form_key" value="')[1].split('"')[0]
    answer = client.post(address, {"form_key": key, "text": "经历写得不对。"})
    assert answer.status_code == 302, answer.content.decode()
    told = client.get(answer["Location"]).content.decode()
    code = client.session["objection_receipt"]
    assert code[:4] in told
    followed = client.post(reverse("objection_follow"), {"code": code}).content.decode()
    assert "正在核查" in followed
    settled(district, Objection.objects.get())
    followed = client.post(reverse("objection_follow"), {"code": code}).content.decode()
    assert "查了档案，写得对。" in followed
    for wrong in ("123", code[:-1] + str((int(code[-1]) + 1) % 10)):
        assert client.post(reverse("objection_follow"), {"code": wrong}).status_code == 422


def test_an_objection_with_a_secrecy_mark_is_not_kept(district: District) -> None:
    """TRUST 2.9: hard stop."""
    notice = posted(district)
    with pytest.raises(Refused, match="密级标志"):
        objected(notice, "附件是机密★5年的文件。")
    with pytest.raises(Stale, match="已经过了"):
        objected(expired(notice))
    assert not Objection.objects.exists()


def test_a_flood_of_objections_is_slowed_down_and_nothing_typed_is_lost(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """kernel.buckets: five at once from one place."""
    at_day(monkeypatch, TODAY)
    notice, client = posted(district), Client()
    address = reverse("notice_object", args=[notice.pk])
    answers = []
    for n in range(6):
        page = client.get(address).content.decode()
        key = page.split('name="form_key" value="')[1].split('"')[0]
        answers.append(client.post(address, {"form_key": key, "text": f"第{n}件。"}))
    assert [one.status_code for one in answers] == [302] * 5 + [429]
    assert "第5件。" in answers[5].content.decode()


# --- lists ----------------------------------------------------------------------------------------


def test_the_list_shows_one_kind_and_costs_the_same_for_many(
    district: District, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: object
) -> None:
    """I7: chips by kind, paging; a draft is nobody's business."""
    at_day(monkeypatch, TODAY)
    posted(district)
    posted(district, kind=Kind.CANDIDATE, title="发展对象公示（一）")
    begun(district, title="还没有发的公示")
    told = Client().get(reverse("notices")).content.decode()
    assert "发展对象公示（一）" in told and "还没有发的公示" not in told
    told = Client().get(reverse("notices") + "?kind=candidate").content.decode()
    assert "拟任职干部任前公示" not in told
    few = _queries()
    for n in range(12):
        posted(district, title=f"公示第{n}份")
    assert _queries() == few
    assert [one.title for one in public.running(TODAY, 2)] != []


def _queries(name: str = "notices", client: Client | None = None) -> int:
    from django.test.utils import CaptureQueriesContext

    visitor = client or Client()
    assert visitor.get(reverse(name)).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        assert visitor.get(reverse(name)).status_code == 200
    return len(captured)


def test_the_desk_costs_the_same_for_many_notices(district: District) -> None:
    """I7: drafts, running ones and one with objections."""
    client = district.sign_in(Client(), "office")
    objected(posted(district))
    begun(district)
    page = client.get(reverse("notices_desk")).content.decode()
    assert ">公示中</span>" in page and ">起草</span>" in page, "each says where it stands"
    few = _queries("notices_desk", client)
    for n in range(10):
        begun(district, title=f"公示第{n}份")
    objected(posted(district, title="又一份公示"))
    assert _queries("notices_desk", client) == few
