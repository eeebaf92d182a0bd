"""What a password must be: long, not a common one, and nothing a neighbour knows about its owner.

No classes of characters are demanded and none expires (OWASP ASVS 5.0, V6.2): length and being hard
to guess are what counts. Assessors of 等级保护 ask for both all the same: an installation that is
assessed turns them on (DANGJIAN_DENGBAO), and nothing else gets looser by it.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from pathlib import Path

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator

from dangjian.kernel import pinyin
from dangjian.registry.models import Account, Person

MEMBER_LENGTH = 10
OFFICER_LENGTH = 14
LONGEST = 128
KINDS = 3
"""Kinds of characters (of four) a password is mixed from where assessors ask for it."""
GOOD_FOR = dt.timedelta(days=90)
"""How long a password is good where assessors ask for it."""
_FEWEST_DIFFERENT = 5

ADVICE = (
    f"至少 {MEMBER_LENGTH} 个字符；担任支部书记以上职务或管理工作的，至少 {OFFICER_LENGTH} 个。"
    "可以用一句自己记得住的话的拼音。里面不要有姓名拼音、出生日期和手机号。"
) + (
    f"大写字母、小写字母、数字、符号至少有 {KINDS} 种；每 {GOOD_FOR.days} 天换一次。"
    if settings.DENGBAO
    else ""
)
_COMMON = CommonPasswordValidator()
_TAIL = 6
"""So many signs put before or after a common password make no other one of it."""
_OWN_LETTERS = 4
"""Letters a password needs that stand in none of the words of the list."""
LIST = Path(__file__).parent / "data" / "common_passwords.toml"
"""The one list of words everybody here would try first; with them the name of the site in pinyin
(`_of_the_site`). docs/controls/security.md tells operators where it stands."""
_MIXED = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")


def problem(
    password: str, person: Person, login_name: str, *, officer: bool, mixed: bool = False
) -> str:
    """What is wrong with a password for this person, in one sentence; "" if nothing is.

    officer: whether the person holds any role above plain membership. mixed: whether characters of
    several kinds are asked for.
    """
    least = OFFICER_LENGTH if officer else MEMBER_LENGTH
    if len(password) < least:
        why = "您担任的职务要求密码" if officer else "密码"
        return f"{why}至少 {least} 个字符，现在是 {len(password)} 个。"
    if len(password) > LONGEST:
        return f"密码最多 {LONGEST} 个字符。"
    if len(set(password)) < _FEWEST_DIFFERENT or is_common(password):
        return "这个密码太容易被猜到，请换一个。"
    if password.isdigit():
        return "密码不要全是数字，请加上几个字母。"
    if _tells_about(password, person, login_name):
        return "密码里不要有您的姓名拼音、出生日期、手机号、证件号或登录名，请换一个。"
    if mixed and sum(bool(re.search(kind, password)) for kind in _MIXED) < KINDS:
        return f"大写字母、小写字母、数字、符号，密码里至少要有 {KINDS} 种。"
    return ""


def too_old(account: Account, today: dt.date) -> bool:
    """Whether a password is older than assessors allow; one of an unknown day is."""
    return account.password_set_on is None or account.password_set_on + GOOD_FOR <= today


def is_common(password: str) -> bool:
    """A password of the list of 20,000, also with a few signs around it, or common words and
    those of the place with nothing much of one's own."""
    typed = password.lower().strip()
    core = re.sub(r"^[^a-z]+|[^a-z]+$", "", typed)
    if typed in _COMMON.passwords:
        return True
    if len(typed) - len(core) <= _TAIL and core in _COMMON.passwords:
        return True
    letters = re.sub(r"[^a-z]", "", typed)
    own = re.sub(_words(_of_the_site()), "", letters)
    return own != letters and len(own) < _OWN_LETTERS


def _of_the_site() -> tuple[str, ...]:
    """The first two syllables of the site's name, and all of it: hefeng, hefengdangjianwang."""
    syllables = pinyin.key(settings.SITE_NAME).split(" !")[0].split()
    return tuple(word for n in (len(syllables), 2) if len(word := "".join(syllables[:n])) >= 4)


@functools.cache
def _words(of_the_site: tuple[str, ...]) -> str:
    """A pattern of every word of the list and of the site's own, the longest first: what is left
    of one never joins what stood around it to another."""
    known = {*tomllib.loads(LIST.read_text())["words"], *of_the_site}
    return "|".join(re.escape(word) for word in sorted(known, key=lambda word: (-len(word), word)))


def _tells_about(password: str, person: Person, login_name: str) -> bool:
    letters = re.sub(r"[^a-z]", "", password.lower())
    digits = re.sub(r"\D", "", password)
    return (
        person.name in password
        or login_name in password.lower()
        or any(word in letters for word in _names(person))
        or any(number in digits for number in _numbers(person))
    )


def _names(person: Person) -> set[str]:
    """The name in pinyin, also with the surname last; too short a reading says nothing."""
    syllables = pinyin.key(person.name).split(" !")[0].split()
    readings = {"".join(syllables), "".join(syllables[1:] + syllables[:1])}
    return {reading for reading in readings if len(reading) >= 4}


def _numbers(person: Person) -> set[str]:
    """Digits that belong to the person: birth date, telephones, the end of the identity number."""
    born = f"{person.born_on:%Y%m%d}"
    mobile = person.unseal("mobile")
    known = {
        born,
        born[2:],
        mobile[-8:],
        person.unseal("id_number")[-6:],
        re.sub(r"\D", "", person.landline)[-7:],
    }
    return {number for number in known if len(number) >= 6}
