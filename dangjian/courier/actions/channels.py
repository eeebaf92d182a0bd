"""How a person wants to be told: addresses proved by a code, switched, removed; hours (M4)."""

from __future__ import annotations

import datetime as dt
import hmac
import secrets

from dangjian.courier import rules
from dangjian.courier.actions.telling import SEND, tell
from dangjian.courier.models import Channel, Delivery, Hours, Kind, Matter, Urgency
from dangjian.courier.rules import Times
from dangjian.courier.transports import configured
from dangjian.kernel import evidence, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.models import Person


@evidence.action
def ask_code(
    person: Person, kind: Kind, *, now: dt.datetime, by: Actor, address: str = ""
) -> Channel:
    """Have a code sent to an address of one's own; "": once more to the one that waits for it.

    The address is used only after `verify`. Refused: a kind the operator has not set up, an address
    that cannot be one, a code asked for less than a minute ago, or more than five in a day.
    """
    if kind not in configured():
        raise Refused(f"本单位还没有接入{kind.label}。")
    Channel.objects.bulk_create([Channel(person=person, kind=kind)], ignore_conflicts=True)
    channel = _locked(person, kind)
    if not address and not _waits(channel):
        raise Refused("没有要验证的地址，请重新填写。", status=409)
    _check_patience(channel, now)
    if address:
        channel.seal("address", rules.clean_address(kind, address))
    channel.verified_at, channel.failing_since, channel.on = None, None, True
    channel.seal("code", f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}d}")
    channel.codes_today = channel.codes_today + 1 if _today(channel, now) else 1
    channel.code_sent_at = now
    channel.save()
    Delivery.objects.create(channel=channel, due_at=now)
    jobs.ask_for(SEND)
    _leaf(by, "ask_channel_code", channel)
    return channel


@evidence.action
def verify(person: Person, kind: Kind, typed: str, *, now: dt.datetime, by: Actor) -> Channel:
    """Take the code that was sent there: from now on the channel is used.

    Refused (field "code"): a wrong code, one older than a quarter of an hour, none asked for.
    """
    channel = _locked(person, kind)
    if not _waits(channel):
        raise Refused("没有要验证的地址，请重新填写。", status=409)
    sent_at = channel.code_sent_at
    if channel.code is None or sent_at is None or now - sent_at > rules.CODE_GOOD_FOR:
        raise Refused("验证码过期了，请再要一个。", field="code")
    if not hmac.compare_digest(channel.unseal("code").encode(), typed.encode()):
        raise Refused("验证码不对，请照收到的六位数字填。", field="code")
    channel.verified_at, channel.code = now, None
    channel.save(update_fields=["verified_at", "code"])
    _leaf(by, "verify_channel", channel)
    _warn(channel, f"开始用{kind.label}通知您：{_masked(channel)}", now, by)
    return channel


@evidence.action
def switch(person: Person, kind: Kind, *, on: bool, by: Actor) -> Channel:
    """Use a channel or leave it unused; its address stays."""
    channel = _locked(person, kind)
    if channel.verified_at is None:
        raise Refused("这个地址还没有验证。", status=409)
    channel.on = on
    channel.save(update_fields=["on"])
    _leaf(by, "switch_channel", channel, on=on)
    return channel


@evidence.action
def remove(person: Person, kind: Kind, *, now: dt.datetime, by: Actor) -> Channel:
    """Forget an address. What was on its way there is not sent any more."""
    channel = _locked(person, kind)
    if channel.address is None:
        raise Refused("这个地址已经删除了。", status=409)
    _warn(channel, f"不再用{kind.label}通知您，{_masked(channel)}已经删除", now, by)
    channel.address = channel.code = channel.verified_at = channel.failing_since = None
    channel.save()
    _leaf(by, "remove_channel", channel)
    return channel


@evidence.action
def set_times(person: Person, times: Times, *, by: Actor) -> Times:
    """Keep when a person may be told. Refused: a digest within the quiet hours."""
    rules.check_times(times)
    Hours.objects.update_or_create(
        person=person,
        defaults={
            "quiet_from": times.quiet_from,
            "quiet_until": times.quiet_until,
            "digest_at": times.digest_at,
        },
    )
    evidence.record(by, "set_notice_hours", "person", person.uid, person.path)
    return times


def _locked(person: Person, kind: Kind) -> Channel:
    channel = (
        Channel.objects.select_for_update(of=("self",))
        .select_related("person")
        .filter(person=person, kind=kind)
        .first()
    )
    if channel is None:
        raise Refused("还没有填过这种地址。", status=409)
    return channel


def _waits(channel: Channel) -> bool:
    return channel.address is not None and channel.verified_at is None


def _today(channel: Channel, now: dt.datetime) -> bool:
    sent_at = channel.code_sent_at
    return sent_at is not None and sent_at.astimezone(now.tzinfo).date() == now.date()


def _check_patience(channel: Channel, now: dt.datetime) -> None:
    """Nobody's telephone is to be flooded with codes by somebody who types its number here."""
    sent_at = channel.code_sent_at
    if sent_at is not None and dt.timedelta(0) <= now - sent_at < rules.BETWEEN_CODES:
        raise Refused("刚发过验证码，请等一分钟再要。", status=409)
    if _today(channel, now) and channel.codes_today >= rules.CODES_A_DAY:
        raise Refused(f"今天已经发过 {rules.CODES_A_DAY} 次验证码，请明天再来。", status=409)


def _masked(channel: Channel) -> str:
    return rules.masked(channel.kind, channel.unseal("address"))


def _warn(channel: Channel, what: str, now: dt.datetime, by: Actor) -> None:
    """A word in the platform, for the case that it was somebody else."""
    tell(
        channel.person,
        f"{what}。不是您本人办的，请马上修改密码。",
        matter=Matter.ACCOUNT,
        urgency=Urgency.HERE,
        now=now,
        by=by,
    )


def _leaf(by: Actor, verb: str, channel: Channel, **detail: object) -> None:
    """The log knows the kind, never the address."""
    person = channel.person
    evidence.record(by, verb, "person", person.uid, person.path, kind=channel.kind, **detail)
