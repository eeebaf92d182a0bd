"""How long a paper may hold, and the words printed on it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from dangjian.kernel import codes, identity
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rules import Book
from dangjian.kit.words import cn_date
from dangjian.registry.models import Person, StandingKind


def latest_validity(issued_on: dt.date, book: Book) -> dt.date:
    """The last day a letter given that day may hold (transfer.letter.max_months)."""
    return issued_on + relativedelta(months=book.value("transfer.letter.max_months").number)


def check_validity(issued_on: dt.date, valid_until: dt.date, book: Book) -> None:
    """Refused for a letter that holds longer than the rule, or that ended before it began."""
    rule = book.value("transfer.letter.max_months")
    if valid_until < issued_on:
        raise Refused("有效期不能早于开具的日期。", field="valid_until")
    if valid_until > latest_validity(issued_on, book):
        raise Refused(
            f"有效期最长 {rule.number} 个月，到 {latest_validity(issued_on, book):%Y-%m-%d}。",
            clause=rule.citation,
            field="valid_until",
        )


def check_absence(from_on: dt.date, until_on: dt.date, book: Book) -> None:
    """Refused for an absence as long as the rule wants a transfer for, or of no day."""
    rule = book.value("transfer.away_months")
    if until_on < from_on:
        raise Refused("回来的日期不能早于外出的日期。", field="until_on")
    if until_on >= from_on + relativedelta(months=rule.number):
        raise Refused(
            f"外出 {rule.number} 个月以上的，不开证明信，请转接组织关系或者登记为流动党员。",
            clause=rule.citation,
            field="until_on",
        )


@dataclass(frozen=True)
class Bearer:
    """Whom a paper is about, as it says so. id_number: in full, "" where the register has none."""

    name: str
    sex: str
    age: int
    ethnic: str
    standing: str
    id_number: str


def bearer_of(person: Person, id_number: str, on: dt.date) -> Bearer:
    return Bearer(
        person.name,
        codes.SEX.name(person.sex),
        identity.age_on(person.born_on, on),
        codes.ETHNIC.name(person.ethnic),
        str(StandingKind(person.standing).label),
        id_number,
    )


def letter_words(
    who: Bearer, *, from_place: str, to_place: str, dues_until: dt.date, valid_until: dt.date
) -> str:
    """The sentences of a letter of introduction, a paragraph a line."""
    return (
        f"{_person(who)}，系中国共产党{who.standing}，由{from_place}去{to_place}，"
        f"请转接组织关系。\n该同志党费已交到 {dues_until.year}年{dues_until.month}月。\n"
        f"本信有效期到 {cn_date(valid_until)}。"
    )


def certificate_words(
    who: Bearer, *, branch: str, reason: str, from_on: dt.date, until_on: dt.date
) -> str:
    """The sentences of a certificate of membership for a short absence."""
    return (
        f"兹证明{_person(who)}，系我党{who.standing}，组织关系在{branch}。\n"
        f"因{reason}，自 {cn_date(from_on)}至 {cn_date(until_on)}在你处，"
        "请编入一个党组织参加组织生活。组织关系不转，党费仍在原支部交纳。"
    )


def _person(who: Bearer) -> str:
    number = f"，公民身份号码 {who.id_number}" if who.id_number else ""
    return f"{who.name}同志（{who.sex}，{who.age} 岁，{who.ethnic}{number}）"
