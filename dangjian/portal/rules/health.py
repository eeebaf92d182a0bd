"""The veto indicators of the inspection of sites (国办秘函〔2019〕19号), and nothing else.

Each is a figure, a limit and the day on which it would fall if nothing were done: no score.
Only what can be counted stands here. What needs eyes (errors, leaks, defacement, faked dates,
service guides that do not work) is named in HUMAN, without a figure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from dangjian.kernel import calendar, terms
from dangjian.kernel.rule_values import RuleValue
from dangjian.kernel.rules import Book
from dangjian.portal.models import Way

OK, SOON, LATE, UNKNOWN = "ok", "soon", "late", "unknown"
FEWEST_PROBES = 20
"""Of a week; with fewer the share says nothing (the inspection's own number)."""
SLOWEST = 15.0
"""Seconds after which a home page counts as unreachable (the inspection's own number)."""
_ONE = dt.timedelta(days=1)
_AHEAD = {"site.home.max_days": 4, "site.news.max_days": 4}
_AHEAD_OTHERWISE = 14
_LIMITS = {Way.NEWS: "site.news.max_days", Way.OPEN: "site.policy.max_months"}
"""Which columns have to be kept up to date: 动态、要闻类, and 通知公告、政策文件类."""
HUMAN = (
    ("严重错误、泄露秘密、不良内容", "发布前的三审三校和保密审查就是为了这个；发现了马上撤下。"),
    ("被篡改没有处理", "审签的就是登出来的，一字不差由数据库把关；发现不一样马上报告运维人员。"),
    ("伪造发稿日期", "发布时间由平台记，写进证据记录，没有人能改。"),
    ("办事指南不能用", "照着走一遍，电话打一打，走不通的改。"),
)


@dataclass(frozen=True)
class Indicator:
    """One veto. figure, limit: in words; state: OK, SOON, LATE or UNKNOWN.

    falls_on: the first day on which it counts as fallen, if nothing is done; None where no day can
    be told. advice: what to do.
    """

    label: str
    figure: str
    limit: str
    state: str
    falls_on: dt.date | None
    advice: str
    rule: RuleValue


@dataclass(frozen=True)
class Standing:
    """A column with the last day something appeared in it (None: it is empty)."""

    title: str
    way: Way
    latest: dt.date | None


def last_day(key: str, since: dt.date, book: Book) -> dt.date:
    """The last day on which something counts as kept up that was last done on `since`."""
    rule = book.value(key)
    return terms.last_day(since, rule.number, rule.term_unit, calendar.Calendar()).day  # type: ignore[arg-type]


def due_on(column: Standing, book: Book) -> dt.date | None:
    """The last day by which something has to appear in a column; None for one without a limit, and
    for one that is empty."""
    key = _LIMITS.get(column.way)
    return None if key is None or column.latest is None else last_day(key, column.latest, book)


def warned_from(column: Standing, due: dt.date) -> dt.date:
    """The first day on which its owner is told."""
    return due - _ahead(_LIMITS[column.way])


def rule_of(column: Standing, book: Book) -> RuleValue:
    """The rule a column is held to: for an empty one that of empty columns."""
    return book.value(_LIMITS[column.way] if column.latest else "site.empty.max_columns")


def unreachable(tried: int, failed: int, book: Book) -> Indicator:
    """Of the home page, over a week."""
    rule = book.value("site.unreachable.share")
    share = Fraction(failed, tried) if tried else Fraction(0)
    state = LATE if share >= rule.share else SOON if 2 * share >= rule.share else OK
    figure = f"一周查了 {tried:,} 次，{failed:,} 次打不开（{float(share):.1%}）"
    if tried < FEWEST_PROBES:
        state, figure = UNKNOWN, f"一周只查了 {tried} 次，满 {FEWEST_PROBES} 次再算"
    if not tried:
        figure = "没有查过：运维人员设了网站的公开地址，平台才去查"
    return Indicator(
        "首页打不开",
        figure,
        f"打不开的少于 {float(rule.share):.0%}，超过 {SLOWEST:.0f} 秒没有打开也算",
        state,
        None,
        "打不开就请运维人员看服务器和线路。平台在本机查，外面的线路断了要另外看。",
        rule,
    )


def home(updated_on: dt.date | None, today: dt.date, book: Book) -> Indicator:
    """Of the home page. updated_on: the last day something new stood on it."""
    rule = book.value("site.home.max_days")
    if updated_on is None:
        figure, falls_on, state = "还没有登过东西", None, LATE
    else:
        falls_on = last_day(rule.key, updated_on, book) + _ONE
        days = (today - updated_on).days
        figure = f"{days} 天没有更新" if days > 0 else "今天更新过"
        state = _by(falls_on, today, rule.key)
    limit = f"不超过 {rule.number} 天"
    advice = "发布一篇要闻、一份公开或者公示，首页就更新了。"
    return Indicator("首页不更新", figure, limit, state, falls_on, advice, rule)


def stale(columns: Sequence[Standing], today: dt.date, book: Book) -> Indicator:
    """News columns of two weeks and notice or policy columns of six months, together."""
    return _overdue("site.stale.max_columns", "栏目不更新", columns, today, book, "要闻、公开栏目")


def overdue(columns: Sequence[Standing], today: dt.date, book: Book) -> Indicator:
    """Everything that should have been kept up. Only columns with a limit can be overdue here, so
    it counts the same columns as `stale` and falls later."""
    return _overdue("site.overdue.max_columns", "应更新没有更新", columns, today, book, "栏目")


def _overdue(
    key: str, label: str, columns: Sequence[Standing], today: dt.date, book: Book, what: str
) -> Indicator:
    rule = book.value(key)
    days = sorted(day for one in columns if (day := due_on(one, book)) is not None)
    count = sum(day < today for day in days)
    # It falls when one more than allowed are overdue: on the day after that one's last.
    falls_on = days[rule.number] + _ONE if len(days) > rule.number else None
    return Indicator(
        label,
        f"{count} 个{what}过了期限",
        f"不超过 {rule.number} 个",
        _by(falls_on, today, key) if falls_on else OK,
        falls_on,
        "先写过了期限和快到期的；不再办的栏目，结束并存档就不算了。",
        rule,
    )


def empty(columns: Sequence[Standing], book: Book) -> Indicator:
    """Columns in which nothing stands."""
    rule = book.value("site.empty.max_columns")
    count = sum(one.latest is None for one in columns)
    state = LATE if count > rule.number else SOON if count == rule.number else OK
    return Indicator(
        "空白栏目",
        f"{count} 个栏目是空的",
        f"不超过 {rule.number} 个",
        state,
        None,
        "每个空的栏目登一篇，用不着的结束并存档。",
        rule,
    )


def letters(late: int, oldest_on: dt.date | None, today: dt.date, book: Book) -> Indicator:
    """Of letters written on the site within a year. late: so many have waited longer than allowed;
    oldest_on: the day the one was received that waits longest."""
    rule = book.value("site.letters.max_months")
    falls_on = last_day(rule.key, oldest_on, book) + _ONE if oldest_on else None
    figure = f"{late:,} 封等了三个月以上" if late else "没有等了三个月以上的"
    if oldest_on and not late:
        figure += f"，等得最久的 {(today - oldest_on).days} 天"
    return Indicator(
        "来信没有答复",
        figure,
        f"等答复不超过 {rule.number} 个月",
        _by(falls_on, today, rule.key) if falls_on else OK,
        falls_on,
        "请承办单位先答复等得最久的。",
        rule,
    )


def letters_before(today: dt.date, book: Book) -> dt.date:
    """Letters received before this day have waited longer than allowed."""
    return today - relativedelta(months=book.value("site.letters.max_months").number)


def channel(open_to_all: bool, book: Book) -> Indicator:
    """Whether anybody can ask something on the site."""
    return Indicator(
        "没有咨询渠道",
        "写信不用登录，有受理码能查" if open_to_all else "没有一个单位收信",
        "至少要有一个单位收信",
        OK if open_to_all else LATE,
        None,
        "“写信”一直开着；登记来信的权限由保密员授予。",
        book.value("site.letters.max_months"),
    )


def _by(falls_on: dt.date, today: dt.date, key: str) -> str:
    if falls_on <= today:
        return LATE
    return SOON if falls_on - _ONE - _ahead(key) <= today else OK


def _ahead(key: str) -> dt.timedelta:
    return dt.timedelta(days=_AHEAD.get(key, _AHEAD_OTHERWISE))
