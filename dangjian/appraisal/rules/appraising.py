"""What has to be there before an appraisal goes up, and what the rules say to it.

Votes are sums of paper; they decide nothing. A grade is a word of the committee or the meeting, and
stands with its reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dangjian.appraisal.models import VOTED, Appraisal, Grade, Line, Taking
from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused
from dangjian.kernel.rules import Book
from dangjian.registry.rules.advice import Advice, advice

LEAST_OPINION, MOST_OPINION = 6, 1000
STEPS: Mapping[str, str] = {
    "self_on": "个人自评",
    "mutual_on": "党员互评",
    "poll_on": "民主测评",
    "opinion_on": "提出意见",
}
"""The steps in their order (教育管理条例 2019 Art. 18)."""
ORDER = "《中国共产党党员教育管理工作条例》第十八条"


def check_days(days: Mapping[str, dt.date | None], today: dt.date) -> None:
    """days: by the names of STEPS, None where it was not held yet. Refused: a day to come; one that
    comes before an earlier step; a step without the one before it."""
    before, last = "", dt.date.min
    gap = ""
    for name, said in STEPS.items():
        day = days.get(name)
        if day is None:
            gap = gap or said
            continue
        if gap:
            raise Refused(f"先做{gap}，再做{said}。", clause=ORDER, field=name)
        if day > today:
            raise Refused(f"{said}的日期还没到，做了再登记。", field=name)
        if day < last:
            raise Refused(f"{said}应在{before}以后，请核对日期。", clause=ORDER, field=name)
        before, last = said, day


def check_papers(issued: int | None, returned: int | None) -> None:
    """Refused: more came back than were handed out, or one of the two alone."""
    if (issued is None) != (returned is None):
        raise Refused("发出和收回的测评表，两个数都要填。", field="returned")
    if issued is not None and returned is not None and returned > issued:
        raise Refused("收回的测评表比发出的多，请核对。", field="returned")


def check_votes(name: str, votes: Sequence[int | None], returned: int | None) -> None:
    """votes: for the four grades, in their order. Refused: some of them missing; more than papers
    came back."""
    given = [one for one in votes if one is not None]
    if not given:
        return
    if len(given) != len(VOTED):
        raise Refused(f"{name}的四个票数都要填，没有的填0。")
    if returned is None:
        raise Refused("请先登记发出和收回了多少张测评表。")
    if sum(given) > returned:
        raise Refused(f"{name}的票数合计{sum(given)}，比收回的{returned}张多，请核对。")


def check_opinion(grade: str, opinion: str) -> str:
    """The opinion as it is kept. Refused: no grade of the four; too few or too many words; a
    secrecy mark, somebody's numbers."""
    if grade not in Grade.values:
        raise Refused("请选择等次。", field="grade")
    opinion = opinion.strip()
    if not LEAST_OPINION <= len(opinion) <= MOST_OPINION:
        raise Refused(
            f"意见请写{LEAST_OPINION}到{MOST_OPINION}字。等次由组织讨论提出，不能只看票数。",
            clause=ORDER,
            field="opinion",
        )
    if leaks.secrecy_marks(opinion):
        raise Refused(
            "意见里有密级标志。这样的内容不能放在本系统，没有保存；请线下处理并告诉保密员。",
            field="opinion",
        )
    for one in leaks.find(opinion):
        if one.kind != "name":
            raise Refused(f"意见里好像有{one.name}，请删去。", field="opinion")
    return opinion


def missing(appraisal: Appraisal, lines: Sequence[Line], gone: Iterable[int] = ()) -> list[str]:
    """What has to be there before it goes up, as sentences. gone: people who have left the branch
    since the day of the roll; nobody waits for them."""
    return list(_missing(appraisal, lines, set(gone)))


def _missing(appraisal: Appraisal, lines: Sequence[Line], gone: set[int]) -> Iterator[str]:
    for name, said in STEPS.items():
        if getattr(appraisal, name) is None:
            yield f"还没有登记{said}的日期。"
    if appraisal.opinion_on is not None and not appraisal.opinion_by:
        yield "还没有登记由支部委员会还是党员大会提出意见。"
    if appraisal.returned is None:
        yield "还没有登记发出和收回了多少张测评表。"
    due = [one for one in lines if one.taking == Taking.DUE and one.person_id not in gone]
    if not due:
        yield "名单里没有参加评议的正式党员。"
    uncounted = sum(one.excellent is None for one in due)
    if uncounted:
        yield f"还有{uncounted}名党员没有登记测评票数。"
    unsaid = sum(not one.grade for one in due)
    if unsaid:
        yield f"还有{unsaid}名党员没有提出等次和意见。"


def cap(lines: Sequence[Line], book: Book) -> tuple[str, Advice] | None:
    """What the locality says to how many may be 优秀, in a sentence; None where it says nothing.

    A sentence only: it refuses nothing. Of those appraised, rounded down.
    """
    rule = book.value("appraisal.excellent.max_percent")
    if rule.number >= 100:
        return None
    due = sum(one.taking == Taking.DUE for one in lines)
    most = due * rule.number // 100
    now = sum(one.grade == Grade.EXCELLENT for one in lines)
    told = f"参加评议的正式党员{due}名，评为优秀的最多{most}名，现在{now}名"
    return told + ("，超过了，请再研究。" if now > most else "。"), advice(rule)


def offered(lines: Sequence[Line], book: Book) -> Advice | None:
    """What the procedure offers for those found 不合格; None where there is nobody. Nothing follows
    by itself."""
    if not any(one.grade == Grade.UNQUALIFIED for one in lines):
        return None
    return advice(book.value("appraisal.unqualified"))


def how_many(lines: Sequence[Line]) -> dict[str, int]:
    """How many got each grade, in the order of the grades; the sums of the summary."""
    return {str(grade.label): sum(one.grade == grade for one in lines) for grade in Grade}
