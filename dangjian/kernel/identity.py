"""Numbers that name persons, units and telephones: read, check, mask. Pure.

Citizen identity numbers after GB 11643-1999; residence permits of Hong Kong, Macao and Taiwan
residents (81, 82, 83) and the permanent residence card of foreigners (9…) use the same layout.
python-stdnum gives the check digits only: the region is never an error, since regions
are abolished and renumbered while the numbers stay.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata

from stdnum.cn import ric, uscc

_EIGHTEEN = re.compile(r"[0-9]{17}[0-9X]")
_FIFTEEN = re.compile(r"[0-9]{15}")
_BETWEEN = re.compile(r"[\s\-'’]")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ELEVEN_RUNNING = re.compile(r"[0-9]{11}")
# Provincial codes by region, 71 Taiwan, 81–83 residence permits.
_PROVINCE = re.compile(r"1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]")
_PERMITS = {"81": "港澳居民居住证", "82": "港澳居民居住证", "83": "台湾居民居住证"}


def clean(number: str) -> str:
    """The number as it is stored: half-width, no spaces, dashes or apostrophes, capital X."""
    if number.isalnum() and number.isascii():
        return number.upper()  # what nearly all are, in a table of forty thousand
    return _BETWEEN.sub("", unicodedata.normalize("NFKC", number)).upper()


def problem(number: str, *, born_on: dt.date | None = None, sex: str = "") -> str:
    """What is wrong with an identity number, in one sentence; "" if nothing is.

    born_on, sex ("1" or "2"): what the record says beside it; a contradiction is a problem too.
    Some old numbers are wrong in fact: the caller lets an officer keep one with a reason.
    """
    number = clean(number)
    if not number:
        return "公民身份号码没有填，请照身份证填写。"
    return _form_problem(number) or _contradiction(number, born_on, sex)


def warning(number: str) -> str:
    """What looks odd about a number that may well be right; "" if nothing does."""
    number = clean(number)
    if number[:1] != "9" and not _PROVINCE.fullmatch(number[:2]):
        return "号码前两位不是现行的省级代码，请核对；老号码可能如此。"
    return ""


def birth_date(number: str) -> dt.date | None:
    """The birth date in an 18-digit number; None if there is no such day."""
    return _born(clean(number))


def _born(number: str) -> dt.date | None:
    try:
        return dt.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def sex_of(number: str) -> str:
    """The sex in an 18-digit number, "1" or "2" (GB/T 2261.1): its 17th digit is odd for men."""
    return "1" if int(clean(number)[16]) % 2 else "2"


def document(number: str) -> str:
    """The card that bears such a number."""
    number = clean(number)
    card = "外国人永久居留身份证" if number[:1] == "9" else "居民身份证"
    return _PERMITS.get(number[:2], card)


def upgraded(fifteen: str, *, century: str = "19") -> str:
    """The 18-digit number that a 15-digit one of before 1999 turned into; "" if it is not one.

    A suggestion only, the card decides: who was born before 1900 had 18 in place of 19.
    """
    number = clean(fifteen)
    longer = f"{number[:6]}{century}{number[6:]}"
    if not _FIFTEEN.fullmatch(number) or birth_date(longer + "0") is None:
        return ""
    return longer + ric.calc_check_digit(longer + "0")


def age_on(born_on: dt.date, day: dt.date) -> int:
    """Completed years on that day; who is born on 29 February grows older on 1 March."""
    had_birthday = (day.month, day.day) >= (born_on.month, born_on.day)
    return day.year - born_on.year - (not had_birthday)


def is_mobile(number: str) -> bool:
    """A mainland mobile number: 1, then 3 to 9, eleven digits (segments change too often)."""
    return bool(_MOBILE.fullmatch(number))


def kind_of(number: str) -> str:
    """ "mobile" or "id_number": what a clean number may be as a whole; "" if neither.

    Old 15-digit numbers and numbers with a wrong check digit count: they were kept like that.
    """
    if is_mobile(number):
        return "mobile"
    whole = _FIFTEEN.fullmatch(number) or _EIGHTEEN.fullmatch(number)
    return "id_number" if whole else ""


def holds_number(text: str) -> bool:
    """Whether a typed text has a whole mobile or identity number in it, however it is spaced."""
    return _ELEVEN_RUNNING.search(clean(text)) is not None


def is_credit_code(code: str) -> bool:
    """A unified social credit code with both check digits right (GB 32100-2015)."""
    return bool(uscc.is_valid(code))


def mask_id(number: str) -> str:
    """110***********002X: the birth date never shows. "" stays ""."""
    return _masked(number, 3, 4) if len(number) in (15, 18) else _masked(number, 0, 2)


def mask_phone(number: str) -> str:
    """154****0001 for a mobile; of any other number only the last two digits show."""
    return _masked(number, 3, 4) if is_mobile(number) else _masked(number, 0, 2)


def _masked(text: str, first: int, last: int) -> str:
    hidden = max(len(text) - first - last, 0)
    return text[:first] + "*" * hidden + text[first + hidden :]


def _form_problem(number: str) -> str:
    if _FIFTEEN.fullmatch(number):
        longer = upgraded(number)
        hint = f"可能是{longer}，" if longer else ""
        return f"这是15位的旧号码，{hint}请照现在的身份证填写18位号码。"
    if len(number) != 18:
        return f"公民身份号码应为18位，现在是{len(number)}位，请核对。"
    if not _EIGHTEEN.fullmatch(number):
        return "公民身份号码只能有数字，最后一位可以是X，请核对。"
    born_on = _born(number)
    if born_on is None or not 1850 <= born_on.year <= 2200:
        return f"号码里的出生日期{number[6:14]}不存在，请核对。"
    if number[-1] != ric.calc_check_digit(number):
        return "公民身份号码的校验位不对，可能有一位写错了，请照身份证核对。"
    return ""


def _contradiction(number: str, born_on: dt.date | None, sex: str) -> str:
    stated = _born(number) if born_on is not None else None
    if stated != born_on:
        return f"号码里的出生日期是{stated}，与填写的{born_on}不一致，请核对。"
    if sex in ("1", "2") and sex != sex_of(number):
        return f"号码表示{'男' if sex_of(number) == '1' else '女'}性，与填写的性别不一致，请核对。"
    return ""
