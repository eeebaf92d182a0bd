"""Members of a scope in figures, as of today: one pass over their rows, margins summed afterwards.

What a figure means stands beside it in MEANINGS, one sentence each, to be shown with it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When

from dangjian.kernel import codes
from dangjian.registry.authority import Scope
from dangjian.registry.models import IN_THE_PARTY, Person, StandingKind

AGES = ("18—29 岁", "30—39 岁", "40—49 岁", "50—59 岁", "60—69 岁", "70—79 岁", "80 岁以上")
_AGE_STEPS = (30, 40, 50, 60, 70, 80)

PERIODS = ("新中国成立前", "新中国成立后至十一届三中全会前", "三中全会后至十八大前", "十八大以来")
_PERIOD_STEPS = (dt.date(1949, 10, 1), dt.date(1978, 12, 18), dt.date(2012, 11, 8))

MEANINGS = {
    "党员": "正式党员和预备党员之和，停止党籍、出党和去世的不算。",
    "正式党员": "党籍状态为正式党员的人数。",
    "预备党员": "党籍状态为预备党员的人数。",
    "女党员": "党员中性别为女的人数及其占党员的比例。",
    "少数民族党员": "党员中民族登记为汉族以外的人数及其占党员的比例。",
    "大专及以上学历": "党员中大学专科、本科、研究生毕业的人数及其占党员的比例，结业、肄业不算。",
    "年龄": "按出生日期算到今天的周岁。",
    "入党时间": "按入党日期分段，1949年10月1日、1978年12月18日和2012年11月8日为界，当天算后一段。",
}

GAPS: dict[str, tuple[str, Q]] = {
    "no-phone": ("没有手机号，也没有固定电话", Q(mobile__isnull=True, landline="")),
    "no-id-number": ("没有公民身份号码", Q(id_number__isnull=True)),
    "no-education": ("没有学历", Q(education="")),
    "no-joining-day": ("没有入党日期", Q(joined_on__isnull=True)),
    "no-full-day": (
        "正式党员没有转正日期",
        Q(full_on__isnull=True, standing=StandingKind.FULL),
    ),
    "no-occupation": ("没有工作岗位", Q(occupation="")),
    "no-address": ("没有家庭住址", Q(address__isnull=True)),
}
"""Items that are missing, by the name a list of them is asked for."""


@dataclass(frozen=True)
class Cell:
    """Members who agree in all of this; age and period are places in AGES and PERIODS.

    period is None where the day of joining is not known.
    """

    sex: str
    age: int
    period: int | None
    minority: bool
    college: bool
    standing: str
    n: int


@dataclass(frozen=True)
class Figures:
    """The members of a scope, cut up finely enough for every margin; and what they lack."""

    cells: list[Cell]
    gaps: dict[str, int]

    def count(self, fits: Callable[[Cell], bool] = lambda cell: True) -> int:
        return sum(cell.n for cell in self.cells if fits(cell))

    def by_age(self) -> list[tuple[str, int, int]]:
        """(age, men, women), the eldest first."""
        counted: Counter[tuple[int, str]] = Counter()
        for cell in self.cells:
            counted[cell.age, cell.sex] += cell.n
        ages = reversed(list(enumerate(AGES)))
        return [(label, counted[age, "1"], counted[age, "2"]) for age, label in ages]

    def by_period(self) -> list[tuple[str, int]]:
        """(period of joining, members), the earliest first."""
        counted: Counter[int | None] = Counter()
        for cell in self.cells:
            counted[cell.period] += cell.n
        return [(label, counted[period]) for period, label in enumerate(PERIODS)]


def figures(scope: Scope, today: dt.date) -> Figures:
    """Two queries, each one pass over the scope's members."""
    members = Person.objects.filter(scope.q(), standing__in=IN_THE_PARTY)
    keys = ("sex", "age", "period", "minority", "college", "standing")
    cut = members.annotate(
        age=_age(today),
        period=_period(),
        minority=_whether(~Q(ethnic="01")),
        college=_whether(Q(education__in=codes.COLLEGE_UP)),
    )
    rows = cut.values_list(*keys).annotate(n=Count("pk")).order_by()
    cells = [
        Cell(sex, age, period, bool(minority), bool(college), standing, n)
        for sex, age, period, minority, college, standing, n in rows
    ]
    columns = {slug: slug.replace("-", "_") for slug in GAPS}
    counted = members.aggregate(
        **{columns[slug]: Count("pk", filter=lacks) for slug, (_, lacks) in GAPS.items()}
    )
    return Figures(cells, {slug: counted[column] for slug, column in columns.items()})


def lacking(scope: Scope, slug: str) -> QuerySet[Person]:
    """The members of whom that item is missing, by pinyin; `organization` is loaded."""
    _, lacks = GAPS[slug]
    people = Person.objects.filter(scope.q(), lacks, standing__in=IN_THE_PARTY)
    return people.select_related("organization").order_by("name_key", "pk")


def _age(today: dt.date) -> Case:
    """The place in AGES: younger than so many completed years on that day."""
    younger = [
        When(born_on__gt=_birthday(today, years), then=Value(place))
        for place, years in enumerate(_AGE_STEPS)
    ]
    return Case(*younger, default=Value(len(_AGE_STEPS)), output_field=IntegerField())


def _birthday(today: dt.date, years: int) -> dt.date:
    """Whoever was born up to that day has completed so many years (see identity.age_on)."""
    return today - relativedelta(years=years)


def _period() -> Case:
    earlier = [
        When(joined_on__lt=day, then=Value(place)) for place, day in enumerate(_PERIOD_STEPS)
    ]
    known = When(joined_on__isnull=True, then=Value(None))
    return Case(
        known, *earlier, default=Value(len(_PERIOD_STEPS)), output_field=IntegerField(null=True)
    )


def _whether(fits: Q) -> Case:
    return Case(When(fits, then=Value(1)), default=Value(0), output_field=IntegerField())
