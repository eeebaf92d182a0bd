"""When somebody may be told, what may be said outside, what an address is, when to try again."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from dangjian.courier.models import Kind, Matter
from dangjian.kernel.refusal import Refused

KEPT_FOR = dt.timedelta(days=365)
"""How long a message stands in the platform."""

ATTEMPTS = 6
_WAITS = (2, 10, 30, 120, 360)  # minutes after the first, second … try

CODE_DIGITS = 6
CODE_GOOD_FOR = dt.timedelta(minutes=15)
CODES_A_DAY = 5
BETWEEN_CODES = dt.timedelta(minutes=1)


# --- hours ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Times:
    """Whole hours of a person: quiet from one to another (the same twice: never), digest at one."""

    quiet_from: int = 21
    quiet_until: int = 8
    digest_at: int = 9

    def quiet(self, hour: int) -> bool:
        """Whether an hour of the day lies in the quiet time."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= hour < self.quiet_until
        return hour >= self.quiet_from or hour < self.quiet_until

    def opens_at(self, now: dt.datetime) -> dt.datetime:
        """The first moment from now on that is not quiet. now: in the district's time."""
        if not self.quiet(now.hour):
            return now
        opening = now.replace(hour=self.quiet_until, minute=0, second=0, microsecond=0)
        return opening if opening > now else opening + dt.timedelta(days=1)

    def digest_due(self, now: dt.datetime) -> bool:
        """Whether today's digest may go out by now. now: in the district's time."""
        return now.hour >= self.digest_at and not self.quiet(now.hour)


def check_times(times: Times) -> None:
    """Refused where the digest would fall into the quiet hours."""
    if times.quiet(times.digest_at):
        raise Refused(
            f"{times.digest_at} 点在不打扰的时间里，汇总请另选一个钟点。", field="digest_at"
        )


def tries_again_after(attempts: int) -> dt.timedelta:
    """How long to wait after that many tries: growing, and never short enough to overlap a try."""
    return dt.timedelta(minutes=_WAITS[min(attempts, len(_WAITS)) - 1])


# --- what is said outside -------------------------------------------------------------------------

_MEASURES = {Matter.TODO: "件", Matter.TERM: "条", Matter.RESULT: "条", Matter.NOTICE: "条"}


def outside_words(matters: Mapping[str, int], site: str, *, urgent: bool) -> str:
    """All that leaves the platform: how many of which kind wait there. Never a name or a subject.

    matters: Matter value -> how many.
    """
    told = "、".join(
        f"{matters[matter]} {_MEASURES.get(matter, '条')}{matter.label}"
        for matter in Matter
        if matters.get(matter)
    )
    return f"您有 {told}{'，不能等' if urgent else ''}，请登录{site}查看。"


def code_words(code: str, site: str) -> str:
    minutes = int(CODE_GOOD_FOR.total_seconds() // 60)
    return f"{site}验证码 {code}，{minutes} 分钟内有效。不是您本人要的，不用理会，也不要告诉别人。"


# --- addresses ------------------------------------------------------------------------------------

_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_CHAT_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{1,127}")
_EVERYBODY = {"all", "everyone", "toall"}  # all: the whole enterprise, in WeCom
_MAIL = EmailValidator(allowlist=[])


def clean_address(kind: Kind, typed: str) -> str:
    """An address as it is kept. Refused (field "address") for what cannot be one.

    It is never more than the recipient: no host is taken from it that we would connect to.
    """
    address = "".join(unicodedata.normalize("NFKC", typed).split())
    if kind is Kind.SMS:
        address = address.replace("-", "").removeprefix("+86")
        if not _MOBILE.fullmatch(address):
            raise Refused("请填 11 位手机号。", field="address")
    elif kind is Kind.CHAT:
        if not _CHAT_NAME.fullmatch(address):
            raise Refused("办公聊天的账号请只填字母、数字、下划线和短横线。", field="address")
        if address.lower() in _EVERYBODY:
            raise Refused("这个名字在办公聊天里指所有人，请填您自己的账号。", field="address")
    elif not _is_mail(address):
        raise Refused("这不像电子邮箱，请照 name@example.com 的样子填。", field="address")
    return address


def _is_mail(address: str) -> bool:
    """A plain address with a domain of letters: none with an address of a machine in it."""
    try:
        _MAIL(address)
    except ValidationError:
        return False
    local, _, domain = address.rpartition("@")
    plain = re.fullmatch(r"[A-Za-z0-9._+-]+", local) and re.fullmatch(r"[A-Za-z0-9.-]+", domain)
    return bool(plain) and len(address) <= 200 and domain.rpartition(".")[2].isalpha()


def masked(kind: str, address: str) -> str:
    """Enough of an address for its owner to recognise it."""
    if kind == Kind.MAIL:
        local, _, domain = address.rpartition("@")
        return f"{local[:1]}***@{domain}"
    if kind == Kind.SMS:
        return f"{address[:3]}****{address[-4:]}"
    return f"{address[:2]}***"


def tally(matters: Iterable[str]) -> dict[str, int]:
    """How many of each kind."""
    counted: dict[str, int] = {}
    for matter in matters:
        counted[matter] = counted.get(matter, 0) + 1
    return counted
