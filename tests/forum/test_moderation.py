"""J9: what is taken out of sight has a reason, an author who is told, and somebody else to ask."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.desk.rooms import pages as todo_pages
from dangjian.flow import queries as flow
from dangjian.flow.models import ToDo
from dangjian.forum.actions import contributions
from dangjian.forum.models import Contribution, Reason, Removal, Screening, State
from dangjian.forum.queries import moderation as queries
from dangjian.forum.queries import threads
from dangjian.forum.rules import moderation as rules
from dangjian.forum.rules.moderation import Move, Part
from dangjian.kernel import receipts
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Account
from tests.district import TODAY, District
from tests.forum.forum import (
    DUE,
    NOON,
    appeal,
    by,
    hide,
    of,
    say,
    say_with_code,
    topic,
    who,
)
from tests.registry.forms_sent import send, text


def inbox(district: District, role: str) -> list[str]:
    return [item.what for item in flow.inbox(who(district, role), TODAY).rows]


def _leaves(district: District, role: str) -> None:
    Account.objects.filter(person=district.people[role]).update(is_active=False)


def stored(said: Contribution) -> Contribution:
    return Contribution.objects.get(pk=said.pk)


# --- holding and showing --------------------------------------------------------------------------


def test_a_first_contribution_is_looked_at_before_it_is_shown_and_the_next_one_is_not(
    district: District,
) -> None:
    """J9: first-post review. One to-do for the office however many wait."""
    thread = topic(district, screening=Screening.FIRST).thread
    member = district.people["member"]
    first, second = say(thread, member), say(thread, member, "还有一句。")
    assert [stored(one).state for one in (first, second)] == ["held", "held"]
    assert inbox(district, "office") == [f"看一看“{thread.title}”里等着公开的发言"]
    assert threads.as_said(threads.said_in(thread)) == []
    contributions.show(first, now=NOON, by=by(district, "office"))
    assert len(inbox(district, "office")) == 1
    contributions.show(second, now=NOON, by=by(district, "office"))
    assert inbox(district, "office") == []
    assert stored(say(thread, member, "第三句。")).state == "shown"


def test_of_somebody_without_account_each_is_a_first_one(district: District) -> None:
    thread = topic(district, screening=Screening.FIRST).thread
    one, two = say(thread, None), say(thread, None)
    contributions.show(one, now=NOON, by=by(district, "office"))
    assert stored(say(thread, None)).state == "held"
    assert stored(two).hold == "first"


def test_a_thread_that_shows_at_once_shows_at_once(district: District) -> None:
    thread = topic(district).thread
    say(thread, district.people["member"], "装在北门。")
    say(thread, None, "装在南门。")
    said = threads.as_said(threads.said_in(thread))
    assert [(one.who, one.text) for one in said] == [("党员", "装在北门。"), ("群众", "装在南门。")]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("找我，154 0000 8888 打电话。", "手机号"),
        ("密级：机密", "密级标志"),
    ],
)
def test_certain_personal_data_and_secrecy_marks_are_refused_and_nothing_is_kept(
    district: District, written: str, sentence: str
) -> None:
    """TRUST 2.9: nothing of it stays on this server."""
    thread = topic(district).thread
    with pytest.raises(Refused, match=sentence):
        say(thread, district.people["member"], written)
    assert not Contribution.objects.exists()


def test_what_may_be_personal_data_is_held_for_a_person_to_look_at(district: District) -> None:
    """TRUST 2.9: patterns propose, a person decides."""
    thread = topic(district).thread
    said = say(thread, district.people["member"], "总机 0571-87654321 老打不通。")
    assert (said.state, said.hold) == ("held", "doubt")
    contributions.show(said, now=NOON, by=by(district, "office"))
    assert stored(said).text == "总机 0571-87654321 老打不通。"


def test_a_sharp_opinion_passes_no_pattern(district: District) -> None:
    """Never a list of words: what is thought is no reason."""
    thread = topic(district).thread
    said = say(
        thread,
        district.people["member"],
        "这件事办得很差，负责的同志应该下台，保守党的秘密不是借口。",
    )
    assert said.state == "shown"
    assert {reason.value for reason in Reason} == set(rules.GROUNDS)


# --- hiding ---------------------------------------------------------------------------------------


def test_hidden_words_are_sealed_never_destroyed_and_a_line_says_why(district: District) -> None:
    """J9: a tombstone with reason and clause; the words open for the author and the office only."""
    thread = topic(district).thread
    said = say(thread, district.people["member"], "低价转让门面")
    hide(district, said, reason=Reason.ADVERTISING)
    [line] = threads.as_said(threads.said_in(thread))
    assert (line.text, line.gone, line.clause) == (
        "",
        "这条发言已隐藏，原因：广告",
        "《讨论须知》第四条",
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM forum_contribution t")
        assert not [row for (row,) in cursor.fetchall() if "低价转让" in row]
    assert not Leaf.objects.filter(body__contains="低价转让").exists()
    sight = queries.contribution_for(who(district, "member"), said.pk)
    assert (sight.words, sight.moves) == ("低价转让门面", {Move.APPEAL})


def test_breaking_the_law_needs_its_clause(district: District) -> None:
    said = say(topic(district).thread, district.people["member"])
    with pytest.raises(Refused, match="哪部法律、哪一条"):
        hide(district, said, reason=Reason.ILLEGAL)
    removal = hide(district, said, reason=Reason.ILLEGAL, clause="《中华人民共和国反间谍法》第四条")
    assert removal.clause == "《中华人民共和国反间谍法》第四条"


def test_nothing_is_hidden_where_nobody_else_could_hear_the_appeal(district: District) -> None:
    said = say(topic(district).thread, district.people["member"])
    _leaves(district, "leader")
    with pytest.raises(Refused, match="没有另一位能受理申诉的同志"):
        hide(district, said)
    contributions.hold(
        said, reason=Reason.PERSONAL, look_by=DUE, now=NOON, by=by(district, "office")
    )
    [line] = threads.as_said(threads.said_in(said.thread))
    assert line.gone == "这条发言正在复看，原因：含有个人信息"


def test_nobody_moderates_what_he_said_himself(district: District) -> None:
    said = say(topic(district).thread, district.people["office"])
    with pytest.raises(Refused, match="别的同志办理"):
        hide(district, said)
    assert queries.contribution_for(who(district, "office"), said.pk).parts == {Part.AUTHOR}


# --- appeals --------------------------------------------------------------------------------------


def test_an_appeal_goes_to_somebody_else_who_grants_it(district: District) -> None:
    """J9: hidden by the office, judged by the leader; the office cannot."""
    member = district.people["member"]
    said = say(topic(district).thread, member)
    removal = hide(district, said)
    assert removal.judge == district.people["leader"]
    appeal(said, of(member))
    assert inbox(district, "leader") == [f"复核“{said.thread.title}”里一条发言的申诉"]
    assert inbox(district, "office") == []
    assert Move.GRANT not in queries.contribution_for(who(district, "office"), said.pk).moves
    with pytest.raises(Refused, match="不能自己复核"):
        contributions.grant(said, answer="恢复", now=NOON, by=by(district, "office"))
    contributions.grant(
        said, answer="说的是这件事。", now=NOON, by=by(district, "leader", Purpose.HEAR)
    )
    assert inbox(district, "leader") == []
    assert stored(said).text == "装在北门空地好。"
    assert queries.removals_by_quarter()[0].restored == 1


def test_an_upheld_removal_stays_and_cannot_be_appealed_twice(district: District) -> None:
    member = district.people["member"]
    said = say(topic(district).thread, member)
    hide(district, said)
    appeal(said, of(member))
    with pytest.raises(Stale):
        appeal(said, of(member))
    leader = by(district, "leader", Purpose.HEAR)
    contributions.uphold(said, answer="确实无关。", now=NOON, by=leader)
    with pytest.raises(Stale):
        contributions.restore(said, answer="恢复", now=NOON, by=by(district, "office"))
    [line] = threads.as_said(threads.said_in(said.thread))
    assert line.appeal == "作者申诉，另一位同志复核后维持"


def test_restoring_settles_a_running_appeal(district: District) -> None:
    member = district.people["member"]
    said = say(topic(district).thread, member)
    hide(district, said)
    appeal(said, of(member))
    contributions.restore(said, answer="是我看错了。", now=NOON, by=by(district, "office"))
    assert inbox(district, "leader") == []
    assert Removal.objects.get().outcome == "lifted"
    again = hide(district, said, reason=Reason.INSULT)
    assert Removal.objects.exclude(pk=again.pk).get().contribution_id == said.pk


def test_a_judge_who_left_is_replaced_never_by_who_hid_it(district: District) -> None:
    member = district.people["member"]
    said = say(topic(district, "clerk").thread, member)
    removal = hide(district, said, "clerk")
    assert removal.judge in (district.people["office"], district.people["leader"])
    gone = "office" if removal.judge == district.people["office"] else "leader"
    _leaves(district, gone)
    after = appeal(said, of(member))
    assert after.judge == district.people["leader" if gone == "office" else "office"]


def test_somebody_without_account_follows_and_appeals_by_code(district: District) -> None:
    said, code = say_with_code(topic(district).thread, None, "随便说说")
    assert receipts.read(" ".join(code[n : n + 4] for n in range(0, 24, 4))) == code
    with pytest.raises(Refused, match="有一位不对"):
        queries.of_receipt(code[:-1] + str((int(code[-1]) + 1) % 10))
    hide(district, said)
    sight = queries.of_receipt(code)
    assert (sight.words, sight.moves) == ("随便说说", {Move.APPEAL})
    appeal(sight.contribution, contributions.VISITOR)
    assert queries.of_receipt(code).contribution.removal.unseal("appeal") == "说的就是这件事。"
    with pytest.raises(Missing):
        queries.of_receipt(receipts.draw())
    assert Leaf.objects.filter(verb="contribute").get().actor_person is None


MOVES = st.lists(
    st.tuples(st.sampled_from(list(Move)), st.sampled_from(["office", "clerk", "leader"])),
    max_size=8,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(moves=MOVES)
def test_nothing_is_hidden_silently_and_no_appeal_reaches_who_hid_it(
    district: District, moves: list[tuple[Move, str]]
) -> None:
    """Property: whatever is done by whomever in whatever order, the words are all there, whoever
    reads is told why they are not shown, and the appeal lies with somebody else."""
    with transaction.atomic():
        member = district.people["member"]
        said = say(topic(district, "clerk").thread, member, "原话")
        for move, role in moves:
            with suppress(Refused), transaction.atomic():
                _act(district, said, move, role, of(member))
            _check(district, stored(said))
        transaction.set_rollback(True)


def _act(district: District, said: Contribution, move: Move, role: str, author: object) -> None:
    actor = by(district, role, Purpose.HEAR)
    word = {"answer": "看过了。", "now": NOON, "by": actor}
    {
        Move.HOLD: lambda: contributions.hold(
            said, reason=Reason.INSULT, look_by=DUE, now=NOON, by=actor
        ),
        Move.SHOW: lambda: contributions.show(said, now=NOON, by=actor),
        Move.HIDE: lambda: hide(district, said, role),
        Move.RESTORE: lambda: contributions.restore(said, **word),
        Move.APPEAL: lambda: appeal(said, author),
        Move.UPHOLD: lambda: contributions.uphold(said, **word),
        Move.GRANT: lambda: contributions.grant(said, **word),
    }[move]()


def _check(district: District, said: Contribution) -> None:
    assert said.words() == "原话"
    [line] = threads.as_said(threads.said_in(said.thread))
    assert bool(line.text) == (said.state == State.SHOWN) == (not line.gone)
    if said.state == State.HIDDEN:
        assert said.removal.get_reason_display() in line.gone
        assert line.clause == said.removal.clause != ""
        assert said.removal.judge_id not in (said.removal.hidden_by_id, said.author_id)
    for removal in Removal.objects.filter(contribution=said, appealed_at__isnull=False):
        assert removal.todo.for_person_id == removal.judge_id != removal.hidden_by_id
        assert removal.ended_by_id != removal.hidden_by_id or removal.outcome in ("", "lifted")
        for role in ("office", "clerk", "leader"):
            if district.people[role].pk == removal.hidden_by_id:
                assert removal not in queries.appeals_for(who(district, role))
    open_appeals = Removal.objects.filter(outcome="", appealed_at__isnull=False).count()
    assert (
        ToDo.objects.filter(closed_at__isnull=True, forum_removal__isnull=False).count()
        == open_appeals
    )
    held = said.state == State.HELD
    assert ToDo.objects.filter(closed_at__isnull=True, forum_thread=said.thread).exists() == held


# --- what the database itself refuses -------------------------------------------------------------


def broken(act: object) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        act()  # type: ignore[operator]
    return str(refused.value)


def test_the_database_refuses_to_hide_without_removal_or_to_show_sealed_words(
    district: District,
) -> None:
    said = say(topic(district).thread, district.people["member"])
    rows = Contribution.objects.filter(pk=said.pk)
    assert "contribution_words" in broken(lambda: rows.update(text=""))
    assert "contribution_" in broken(
        lambda: rows.update(state="hidden", text="", kept=b"x", removal=None)
    )
    assert "contribution_held" in broken(lambda: rows.update(state="held", text="", kept=b"x"))


def test_the_database_refuses_a_judge_who_hid_it_himself(district: District) -> None:
    said = say(topic(district).thread, district.people["member"])
    hide(district, said)
    appeal(said, of(district.people["member"]))
    rows, office = Removal.objects.all(), district.people["office"]
    assert "removal_judged" in broken(lambda: rows.update(judge=office))
    assert "removal_appeal_decided" in broken(
        lambda: rows.update(outcome="upheld", ended_by=office, ended_at=NOON, answer="维持")
    )
    assert "removal_has_reason" in broken(lambda: rows.update(reason="opinion"))
    assert "removal_has_reason" in broken(lambda: rows.update(clause=""))


def test_the_application_may_not_delete_what_was_said(district: District) -> None:
    say(topic(district).thread, district.people["member"])
    with connection.cursor() as cursor, pytest.raises(Exception, match="permission denied"):
        cursor.execute("DELETE FROM forum_contribution")


# --- counted --------------------------------------------------------------------------------------


def test_removals_are_counted_by_quarter_and_reason_for_everybody(district: District) -> None:
    """J9: a public count; acts, not persons, so that small counts are told as they are."""
    thread, member = topic(district).thread, district.people["member"]
    for reason in (Reason.ADVERTISING, Reason.ADVERTISING, Reason.INSULT):
        hide(district, say(thread, member), reason=reason)
    Removal.objects.filter(reason="insult").update(hidden_at=NOON - dt.timedelta(days=100))
    autumn, summer = queries.removals_by_quarter()
    assert (autumn.label, autumn.by_reason["advertising"], autumn.total) == (
        "2026年第4季度",
        2,
        2,
    )
    assert (summer.label, summer.by_reason["insult"]) == ("2026年第3季度", 1)
    page = text(Client().get("/topics/removals/"))
    assert "2026年第4季度：共 2 条" in page and "没有敏感词表" in page


# --- pages ----------------------------------------------------------------------------------------


def test_from_hiding_to_the_decision_as_each_sees_it(district: District) -> None:
    thread = topic(district).thread
    said = say(thread, district.people["member"], "这一条<script>alert(1)</script>")
    office = district.sign_in(Client(), "office")
    member = district.sign_in(Client(), "member")
    leader = district.sign_in(Client(), "leader")
    here = f"/contributions/{said.pk}/"
    shown = Client().get(f"/topics/{thread.topic.pk}/").content.decode()
    assert "<script>alert" not in shown and "&lt;script&gt;alert" in shown
    assert "宋怀石" not in office.get(f"/threads/{thread.pk}/?state=shown").content.decode()
    assert send(office, f"{here}hide/", reason="insult", words="请好好说。").status_code == 302
    public = text(Client().get(f"/topics/{thread.topic.pk}/"))
    assert "原因：侮辱、威胁他人" in public and "alert(1)" not in public
    mine = text(member.get(here))
    assert "请好好说。" in mine and "许长庚" in mine and "第一千零二十四条" in mine
    assert send(member, f"{here}appeal/", words="没有骂人。").status_code == 302
    todo = ToDo.objects.get(forum_removal__contribution=said)
    assert todo_pages([todo.pk]) == {todo.pk: here}
    assert "没有骂人。" in text(leader.get(here))
    assert office.get(f"{here}judge/").status_code == 404
    assert send(leader, f"{here}judge/", decision="grant", answer="不算骂人。").status_code == 302
    assert "alert(1)" in text(Client().get(f"/topics/{thread.topic.pk}/"))
    assert leader.get(f"{here}judge/").status_code in (404, 409)


def _checks(digits: str) -> bool:
    return len(digits) == receipts.DIGITS and int(digits) % 97 == 1


def test_a_visitor_gets_a_code_and_uses_it_to_appeal(district: District) -> None:
    found = topic(district)
    visitor = Client()
    answer = send(visitor, f"/topics/{found.pk}/say/", text="我也说一句。")
    assert answer["Location"] == "/contributions/receipt/"
    code = "".join(letter for letter in text(visitor.get(answer["Location"])) if letter.isdigit())
    code = next(code[n : n + 24] for n in range(len(code)) if _checks(code[n : n + 24]))
    hide(district, Contribution.objects.get())
    elsewhere = Client()
    page = elsewhere.post("/contributions/find/", {"code": code})
    assert "我也说一句。" in text(page) and "与话题无关" in text(page)
    assert "许长庚" not in page.content.decode()
    from tests.registry.forms_sent import _Forms

    forms = _Forms()
    forms.feed(page.content.decode().replace('action="/contributions/find/appeal/"', ""))
    answer = elsewhere.post(
        "/contributions/find/appeal/", forms.values | {"words": "请再看看。", "code": code}
    )
    assert answer.status_code == 302
    assert Removal.objects.get().unseal("appeal") == "请再看看。"
    wrong = elsewhere.post("/contributions/find/", {"code": "1234"})
    assert wrong.status_code == 422 and "受理码是24位数字" in text(wrong)
