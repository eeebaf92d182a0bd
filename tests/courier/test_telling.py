"""M4: somebody is told as he chose, at most once a day for what can wait."""

from __future__ import annotations

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from dangjian.courier import actions, queries, reading, sending
from dangjian.courier.models import (
    Channel,
    Delivery,
    Digest,
    Hours,
    Kind,
    Matter,
    Message,
    State,
    Urgency,
)
from dangjian.courier.rules import ATTEMPTS, Times
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.importing.withdrawn import changed_since
from dangjian.registry.models import Account, Person
from tests.courier.told import DAY, HOUR, MINUTE, NOON, Gateway, send, told, verified
from tests.district import District
from tests.jobs import run_waiting_jobs

pytestmark = pytest.mark.django_db
EVENING = NOON.replace(hour=22)
MORNING = NOON.replace(hour=8) + DAY


# --- telling --------------------------------------------------------------------------------------


def test_what_is_told_stands_in_the_platform_and_the_log_knows_no_sentence(
    district: District,
) -> None:
    """M4: the sentence may name people, so it stands in no log that cannot forget."""
    member = district.people["member"]
    message = told(member, "请看一看何秋实填好的内容")
    assert queries.unread_count(member.pk) == 1
    assert [row.sentence for row in queries.messages_of(member.pk).rows] == [message.sentence]
    leaf = Leaf.objects.get(verb="tell", subject_uid=message.uid)
    assert "何秋实" not in leaf.body and '"matter":"todo"' in leaf.body


def test_many_are_told_at_once_and_each_only_once(district: District) -> None:
    """M4: somebody who holds two offices reads a notice once."""
    people = [district.people[role] for role in ("member", "clerk", "member")]
    sent = actions.tell(
        people, "明天停电", matter=Matter.NOTICE, urgency=Urgency.HERE, now=NOON, by=SYSTEM
    )
    assert {message.person.name for message in sent} == {"宋怀石", "周望禾"}
    assert Message.objects.count() == 2


def test_a_job_that_tells_again_tells_nobody_twice(district: District) -> None:
    """M4: jobs happen at least once; with `once` the message happens once."""
    once = uuid.uuid4()
    both = [district.people["member"], district.people["clerk"]]
    usual = {"matter": Matter.TERM, "urgency": Urgency.CAN_WAIT, "now": NOON, "by": SYSTEM}
    assert len(actions.tell(both[0], "还有三天", once=once, **usual)) == 1
    assert [m.person for m in actions.tell(both, "还有三天", once=once, **usual)] == [both[1]]
    assert actions.tell(both, "还有三天", once=once, **usual) == []
    assert Leaf.objects.filter(verb="tell").count() == Message.objects.count() == 2


def test_nothing_said_is_refused_and_too_much_is_cut(district: District) -> None:
    member = district.people["member"]
    with pytest.raises(Refused, match="请写明"):
        told(member, "  ")
    assert told(member, "长" * 400).sentence == "长" * 299 + "…"


def test_an_act_that_fails_has_told_nobody(district: District, gateway: Gateway) -> None:
    """M4: the message and its job stand in the act's own transaction."""
    verified(district.people["member"])
    run_waiting_jobs()
    with pytest.raises(RuntimeError), transaction.atomic():
        told(district.people["member"], urgency=Urgency.NOW)
        raise RuntimeError
    assert not Message.objects.filter(matter=Matter.TODO).exists()
    assert run_waiting_jobs() == []


def test_a_notice_to_everybody_keeps_no_import_from_being_taken_back(district: District) -> None:
    """M4, K2: being told something is no change to a person (decision 0005)."""
    foreigner = district.people["foreigner"]
    told(foreigner, "明天停电")
    assert changed_since(Person, {foreigner.pk: 1}) == set()


# --- what cannot wait -----------------------------------------------------------------------------


def test_what_cannot_wait_goes_out_at_once_without_its_content(
    district: District, gateway: Gateway
) -> None:
    """M4, TRUST: outside stands only how many of which kind wait in the platform."""
    member = district.people["member"]
    verified(member)
    verified(member, Kind.SMS)
    told(member, "请答复顾南溪的来信", urgency=Urgency.NOW)
    assert send(NOON) == 2
    said = {text["body"] for text in gateway.arrived()}
    assert said == {"您有 1 件待办，不能等，请登录禾丰党建网查看。"}
    assert {text["to"] for text in gateway.arrived()} == {"reader@example.org", "15400008888"}
    assert send(NOON + DAY) == 0


def test_the_act_asks_for_the_job_that_sends(
    district: District, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    verified(district.people["member"])
    run_waiting_jobs()
    told(district.people["member"], urgency=Urgency.CAN_WAIT)
    assert not ProcrastinateJob.objects.exists()
    told(district.people["member"], urgency=Urgency.NOW, ends_today=True)
    assert [job.task_name for job in ProcrastinateJob.objects.all()] == ["courier.send"]


def test_at_night_it_waits_until_the_morning_unless_a_term_ends_today(
    district: District, gateway: Gateway
) -> None:
    """M4: quiet hours hold for what is urgent as well; a legal term does not wait."""
    member = district.people["member"]
    verified(member)
    told(member, urgency=Urgency.NOW, now=EVENING)
    assert send(EVENING) == send(MORNING - MINUTE) == 0
    told(member, urgency=Urgency.NOW, now=EVENING, matter=Matter.TERM, ends_today=True)
    assert send(EVENING) == 1
    assert [text["body"] for text in gateway.arrived()] == [
        "您有 1 条期限提醒，不能等，请登录禾丰党建网查看。"
    ]
    assert send(MORNING) == 1


def test_whoever_read_it_meanwhile_is_not_disturbed(district: District, gateway: Gateway) -> None:
    member = district.people["member"]
    verified(member)
    message = told(member, urgency=Urgency.NOW, now=EVENING)
    assert reading.read(member.pk, message.pk, EVENING + MINUTE)
    assert send(MORNING) == 0
    assert Delivery.objects.get(message=message).reason == "本人已经在平台里看过"


def test_a_closed_account_and_a_channel_switched_off_get_nothing(
    district: District, gateway: Gateway
) -> None:
    """M4: whoever left is not written to, and nobody through a channel he does not want."""
    member, clerk = district.people["member"], district.people["clerk"]
    verified(member)
    verified(clerk)
    for person in (member, clerk):
        told(person, urgency=Urgency.NOW)
    actions.switch(clerk, Kind.MAIL, on=False, by=SYSTEM)
    Account.objects.filter(person=member).update(is_active=False)
    assert send(NOON) == 0
    told(member, urgency=Urgency.NOW)
    assert Delivery.objects.filter(message__isnull=False, state=State.QUEUED).count() == 0


# --- what can wait --------------------------------------------------------------------------------


def test_what_can_wait_is_told_once_a_day_together(district: District, gateway: Gateway) -> None:
    """M4: one digest, in the hour the person chose."""
    member = district.people["member"]
    verified(member)
    for n in range(2):
        told(member, f"第 {n} 件")
    told(member, "您请的代办办好了", matter=Matter.RESULT)
    assert sending.gather_digests(NOON) == 1
    assert send(NOON) == 1
    assert [text["body"] for text in gateway.arrived()] == [
        "您有 2 件待办、1 条办理结果，请登录禾丰党建网查看。"
    ]
    told(member, "又一件", now=NOON + HOUR)
    assert sending.gather_digests(NOON + HOUR) == 0
    assert sending.gather_digests(NOON.replace(hour=8) + DAY) == 0
    assert sending.gather_digests(NOON.replace(hour=9) + DAY) == 1
    assert send(NOON.replace(hour=9) + DAY) == 1
    assert len(gateway.arrived()) == 2


def test_two_digests_of_one_day_cannot_be_stored(district: District) -> None:
    member = district.people["member"]
    Digest.objects.create(person=member, on=NOON.date())
    with pytest.raises(IntegrityError, match="one_digest_a_day"), transaction.atomic():
        Digest.objects.create(person=member, on=NOON.date())
    assert actions.gather(member, now=NOON, by=SYSTEM) is None


def test_a_digest_that_did_not_get_through_goes_into_the_next_one(
    district: District, gateway: Gateway
) -> None:
    """M4: nothing is lost with a gateway that was down for a day."""
    member = district.people["member"]
    verified(member)
    told(member)
    gateway.shut()
    sending.gather_digests(NOON)
    assert send(NOON) == 0
    gateway.open()
    tomorrow = NOON + DAY
    assert send(tomorrow) == 0
    assert sending.gather_digests(tomorrow) == 1
    assert send(tomorrow) == 1
    assert [text["body"] for text in gateway.arrived()] == ["您有 1 件待办，请登录禾丰党建网查看。"]


def test_what_is_said_here_alone_goes_nowhere_else(district: District, gateway: Gateway) -> None:
    verified(district.people["member"])
    told(district.people["member"], urgency=Urgency.HERE)
    assert (sending.gather_digests(NOON), send(NOON)) == (0, 0)


# --- what goes wrong ------------------------------------------------------------------------------


def test_a_gateway_that_is_down_is_tried_again_later_and_later_and_then_said(
    district: District, gateway: Gateway
) -> None:
    """M4: kept and retried; given up in the end, which the person reads in the platform, once."""
    member = district.people["member"]
    verified(member)
    send(NOON)
    gateway.shut()
    for n in range(2):
        told(member, f"第 {n} 件", urgency=Urgency.NOW)
    tried, now = [], NOON
    while waiting := Delivery.objects.filter(state=State.QUEUED).order_by("due_at").first():
        now = max(now, timezone.localtime(waiting.due_at))
        assert send(now) == 0
        tried.append(now)
    gaps = [later - earlier for earlier, later in zip(tried, tried[1:], strict=False)]
    assert len(tried) == ATTEMPTS and gaps[:3] == sorted(gaps[:3]) and gaps[0] == 2 * MINUTE
    assert all(8 <= at.hour < 21 for at in tried)
    failed = Delivery.objects.filter(state=State.FAILED)
    assert {d.reason for d in failed} == {"电子邮件的网关没有接收"} and failed.count() == 2
    warnings = Message.objects.filter(matter=Matter.ACCOUNT, sentence__contains="没有发出去")
    assert warnings.count() == 1
    assert Channel.objects.get(person=member).failing_since is not None
    gateway.open()
    told(member, urgency=Urgency.NOW, now=now.replace(hour=12))
    assert send(now.replace(hour=12)) == 1
    assert Channel.objects.get(person=member).failing_since is None


def test_a_dead_gateway_does_not_keep_the_others_waiting(
    district: District, gateway: Gateway, settings: object
) -> None:
    for role in ("member", "clerk", "office", "leader", "organizer"):
        verified(district.people[role])
        told(district.people[role], urgency=Urgency.NOW)
    verified(district.people["member"], Kind.SMS)
    told(district.people["member"], urgency=Urgency.NOW)
    send(NOON - DAY)
    settings.COURIER = settings.COURIER | {"mail": "json://127.0.0.1:9/?:to={to}"}  # type: ignore[attr-defined]
    Delivery.objects.filter(message__isnull=True).delete()
    assert send(NOON) == 1
    tried = Delivery.objects.filter(channel__kind=Kind.MAIL, attempts=1).count()
    assert tried == sending.TIRED


def test_a_try_that_was_cut_off_every_time_ends_as_well(
    district: District, gateway: Gateway
) -> None:
    verified(district.people["member"])
    message = told(district.people["member"], urgency=Urgency.NOW)
    Delivery.objects.filter(message=message).update(attempts=ATTEMPTS)
    assert send(NOON) == 0
    assert Delivery.objects.get(message=message).reason == "发送时程序中断"


# --- forgetting -----------------------------------------------------------------------------------


def test_after_a_year_only_the_number_is_left(district: District, gateway: Gateway) -> None:
    """M4: messages are no archive; the log keeps how many there were, not of whom."""
    member = district.people["member"]
    verified(member)
    old = told(member, now=NOON - 366 * DAY)
    sending.gather_digests(NOON - 365 * DAY)
    send(NOON - 365 * DAY)
    kept = told(member)
    Message.objects.filter(matter=Matter.ACCOUNT).delete()
    assert actions.forget(now=NOON + DAY, by=SYSTEM) == 1
    assert list(Message.objects.all()) == [kept]
    assert not Digest.objects.exists()
    leaf = Leaf.objects.get(verb="forget_messages")
    assert '"number":1' in leaf.body and str(old.uid) not in leaf.body
    assert actions.forget(now=NOON + DAY, by=SYSTEM) == 0
    assert Leaf.objects.filter(verb="forget_messages").count() == 1


# --- hours ----------------------------------------------------------------------------------------


def test_a_digest_in_the_quiet_hours_is_refused_by_the_rule_and_by_the_database(
    district: District,
) -> None:
    member = district.people["member"]
    for times in (Times(21, 8, 7), Times(21, 8, 21), Times(9, 12, 9)):
        with pytest.raises(Refused, match="不打扰"):
            actions.set_times(member, times, by=SYSTEM)
        with pytest.raises(IntegrityError, match="quiet_hours"), transaction.atomic():
            Hours.objects.create(person=member, **vars(times))
    for times in (Times(21, 8, 8), Times(9, 12, 12), Times(5, 5, 5)):
        actions.set_times(member, times, by=SYSTEM)
    assert queries.times_of([member.pk])[member.pk] == Times(5, 5, 5)
