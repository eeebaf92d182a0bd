"""A petition from its first day to its last, through the offices of the district."""

from __future__ import annotations

import datetime as dt

import pytest

from dangjian.flow import actions as flow_actions
from dangjian.flow import queries as flow
from dangjian.flow.rules import Office
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.voices.actions import answering, registering
from dangjian.voices.models import Category, Kind, Letter, NoticeKind
from dangjian.voices.queries import published
from dangjian.voices.queries.sight import letter_for, letters_seen
from dangjian.voices.rules import TABLES, Part, table_of
from tests.district import TODAY, District
from tests.voices.letters import DAY, OPINION, TEXT, hand, noon, petition, registered


def running(letter: Letter) -> dict[str, dt.date | None]:
    return {term.clock: term.due_on for term in flow.running_terms(letter.case)}


def test_passed_on_taken_up_answered_and_signed(district: District) -> None:
    """J3: registered in the district, passed to the street, done within sixty days, signed."""
    letter = registered(district)
    assert running(letter) == {"register": dt.date(2026, 12, 8)}
    registering.pass_on(letter, to=district.street, hand=hand(district, "office", Part.REGISTRAR))
    assert running(letter) == {
        "transfer": dt.date(2026, 12, 8),
        "objection": dt.date(2026, 11, 30),
    }
    clerk = viewer_of(district.accounts["clerk"], TODAY)
    assert [i.what for i in flow.inbox(clerk, TODAY).rows] == ["接收转来的来信"]
    later = TODAY + 2 * DAY
    registering.accept(letter, hand=hand(district, "clerk", Part.HANDLER, later))
    assert running(letter) == {"finish": later + 60 * DAY}
    answering.draft(letter, OPINION, hand=hand(district, "clerk", Part.HANDLER, later))
    with pytest.raises(Refused, match="另一位负责人"):
        answering.sign(letter, hand=hand(district, "clerk", Part.LEADER, later))
    answer = answering.sign(letter, hand=hand(district, "leader", Part.LEADER, later))
    assert answer.signed_by == district.people["leader"]
    assert running(letter) == {"review_request": later + 30 * DAY}
    kinds = [notice.kind for notice in letter.notices.all()]
    assert kinds == [NoticeKind.PASSED_ON, NoticeKind.ACCEPTED, NoticeKind.OPINION]
    said = [event.says for event in flow.history(letter.case, TABLES)]
    assert said == ["来信", "登记", "转交", "受理", "起草答复，送审签", "签发处理意见"]
    assert not letter.case.todos.filter(closed_at__isnull=True).exists()
    for secret in (TEXT[:8], "楼道照明", "方禾", "现场查明"):
        assert not Leaf.objects.filter(body__contains=secret).exists()


def test_not_ours_is_said_within_five_working_days(district: District) -> None:
    """J3 (Art. 23): back to the district with the reason; on the sixth day it is too late."""
    letter = registered(district)
    registering.pass_on(letter, to=district.street, hand=hand(district, "office", Part.REGISTRAR))
    with pytest.raises(Refused, match="已经过了"):
        registering.object_to(
            letter, words="属于城管局", hand=hand(district, "clerk", Part.HANDLER, TODAY + 8 * DAY)
        )
    registering.object_to(
        letter, words="属于城管局", hand=hand(district, "clerk", Part.HANDLER, TODAY + 7 * DAY)
    )
    assert letter.organization == district.root
    office = viewer_of(district.accounts["office"], TODAY)
    assert [i.what for i in flow.inbox(office, TODAY).rows] == ["登记一封来信"]
    assert letter_for(office, letter.pk, TODAY).may("pass_on")


def test_a_letter_given_elsewhere_is_no_longer_acted_upon(district: District) -> None:
    """Two clerks press at once: the second reads who was quicker."""
    letter = registered(district)
    copy = Letter.objects.get(pk=letter.pk)
    registering.pass_on(letter, to=district.street, hand=hand(district, "office", Part.REGISTRAR))
    with pytest.raises(Stale, match="刚刚已经办了下一步"):
        registering.accept(copy, hand=hand(district, "office", Part.REGISTRAR))


def test_thirty_more_days_are_granted_once_by_somebody_else(district: District) -> None:
    """J3 (Art. 34): asked for with a reason, granted by the leader, told in writing."""
    letter = registered(district)
    by = hand(district, "office", Part.REGISTRAR)
    registering.accept(letter, hand=by)
    ask = {"now": noon(TODAY), "by": by.by, "to": Office(district.root, Purpose.SIGN)}
    with pytest.raises(Refused, match="最多延长30日"):
        flow_actions.ask_extension(
            letter, table_of(letter), "finish", days=31, reason="等资金", **ask
        )
    asked = flow_actions.ask_extension(
        letter, table_of(letter), "finish", days=30, reason="线路改造要等资金", **ask
    )
    with pytest.raises(Refused, match="不能自己批"):
        answering.decide_extension(asked, letter, granted=True, hand=by)
    leader = hand(district, "leader", Part.LEADER)
    answering.decide_extension(asked, letter, granted=True, hand=leader)
    assert running(letter) == {"finish": TODAY + 90 * DAY}
    with pytest.raises(Refused, match="只能延一次"):
        flow_actions.ask_extension(letter, table_of(letter), "finish", days=5, reason="再等", **ask)
    assert letter.notices.last().kind == NoticeKind.EXTENDED  # type: ignore[union-attr]


def test_a_discipline_letter_leaves_nothing_behind(district: District) -> None:
    """J3: whoever registers recognises it; only the day and the referral stay."""
    letter = petition(district)
    registering.refer(letter, hand=hand(district, "office", Part.REGISTRAR))
    stored = Letter.objects.get(pk=letter.pk)
    assert (stored.text, stored.about, stored.shingles, stored.matter) == (None, None, [], "")
    assert stored.case.closed_at is not None


def test_what_came_as_a_letter_becomes_a_petition_with_its_days(district: District) -> None:
    """J1: the terms of a petition count from the day it came; who was barred stays barred."""
    letter = petition(district, kind=Kind.MAILBOX, barred=[(district.street, "来信反映的就是它")])
    by = hand(district, "office", Part.REGISTRAR, TODAY + DAY)
    registering.register(letter, category=Category.APPEAL, matter="楼道照明", hand=by)
    registering.convert(letter, words="有具体请求，按信访事项办理", hand=by)
    assert (letter.kind, running(letter)) == (Kind.PETITION, {"register": dt.date(2026, 12, 8)})
    with pytest.raises(Refused, match="不能交给它办"):
        registering.pass_on(letter, to=district.street, hand=by)
    said = [event.says for event in flow.history(letter.case, TABLES)]
    assert said == ["来信", "登记", "转为信访事项", "来信"]


def test_a_letter_is_published_only_with_consent_and_without_data(district: District) -> None:
    """J1, J2: what everybody reads was checked, and the writer agreed to it."""
    letter = petition(district, may_publish=True)
    by, leader = hand(district, "office", Part.REGISTRAR), hand(district, "leader", Part.LEADER)
    registering.register(letter, category=Category.APPEAL, matter="楼道照明", hand=by)
    registering.accept(letter, hand=by)
    answering.draft(letter, OPINION, hand=hand(district, "office", Part.HANDLER))
    answering.sign(letter, hand=leader)
    with pytest.raises(Refused, match="手机号"):
        answering.publish(letter, text="请回电15412345678", answer="已修好", hand=by)
    with pytest.raises(Refused, match="密级标志"):
        answering.publish(letter, text="机密★1年", answer="已修好", hand=by)
    answering.publish(letter, text="楼道灯坏了", answer="12月5日前修好", hand=by)
    assert Letter.objects.filter(published_at__isnull=False).count() == 1
    Letter.objects.filter(pk=letter.pk).update(organization=district.street)
    (shown,) = published.newest(3)
    assert shown.office == district.root.name, "who has it now is internal; who answered is not"


def test_an_office_sees_what_it_was_given_and_no_more(district: District) -> None:
    """J3: neither another street nor a member; the street keeps seeing what it passed further."""
    letter = registered(district)

    def seen(role: str) -> bool:
        return letters_seen(viewer_of(district.accounts[role], TODAY), TODAY).exists()

    assert (seen("office"), seen("clerk"), seen("member")) == (True, False, False)
    registering.pass_on(letter, to=district.street, hand=hand(district, "office", Part.REGISTRAR))
    assert (seen("office"), seen("clerk"), seen("secretary"), seen("member")) == (
        True,
        True,
        False,
        False,
    )
