"""What an item, a ballot and the record of a meeting say. Pure: the same facts, the same words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dangjian.kit.words import cn_date
from dangjian.meetings.models import DELEGATE, Item, Kind
from dangjian.meetings.rules.electing import COMMITTEES, DIRECT
from dangjian.meetings.rules.sheets import Sheet, Votes
from dangjian.meetings.rules.votes import Sentence
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.models import PostTitle

_QUESTIONS: Mapping[Kind, str] = {
    Kind.ADMISSION: "接收{}为预备党员",
    Kind.CONVERSION: "{}转为正式党员",
}
MEETING_NAMES: Mapping[Kind, str] = {
    Kind.ADMISSION: "接收预备党员的党员大会",
    Kind.CONVERSION: "讨论预备党员转正的党员大会",
    Kind.ELECTION: "换届选举党员大会",
    Kind.DELEGATES: "选举党代表的党员大会",
    Kind.DISPOSAL: "讨论党员处置的党员大会",
    Kind.ORDINARY: "党员大会",
}


def title_of(item: Item, kind: Kind, form: str, name: str) -> str:
    """What an item is called: 接收某某为预备党员; 选举支部委员会委员. name: whom it concerns."""
    if item.elects:
        again = "（再次投票）" if item.follows_id else ""
        if item.post == DELEGATE:
            return f"选举出席{item.question}的代表{again}"
        return elected_to(item.post, form) + again
    said = _QUESTIONS[kind].format(name) if kind in _QUESTIONS else item.question
    if kind == Kind.DISPOSAL:
        said = f"{name}：{item.question}"
    return said + ("（重新投票）" if item.follows_id else "")


def elected_to(post: str, form: str) -> str:
    """选举支部委员会委员, 选举书记."""
    if post in DIRECT:
        return f"选举{PostTitle(post).label}"
    return f"选举{COMMITTEES[Form(form)]}委员"


@dataclass(frozen=True)
class Voted:
    """One item of the record. votes: of a question; written: opinions given in writing before the
    meeting, counted with them; candidates: name, votes in favour, against and
    abstained, elected. why: what was found, by which clause; first, whether enough came."""

    title: str
    sheet: Sheet
    tellers: tuple[str, str]
    votes: Votes | None
    candidates: Sequence[tuple[str, Votes, bool]]
    valid: bool
    passed: bool
    why: Sequence[Sentence]
    written: Votes | None = None


@dataclass(frozen=True)
class Record:
    """Everything the record of a meeting is written from. absent: names by how they were absent;
    left_out: who did not count as due, without the grounds."""

    organization: str
    kind: Kind
    held_on: dt.date
    place: str
    chair: str
    full: int
    due: int
    present: int
    absent: Mapping[str, Sequence[str]]
    left_out: Sequence[str]
    notes: str
    voted: Sequence[Voted]


def minutes(record: Record) -> tuple[str, ...]:
    """The record of a meeting, paragraph by paragraph; the first is its title."""
    told = [f"{record.organization}{MEETING_NAMES[record.kind]}记录"]
    told.append(f"时间：{cn_date(record.held_on)}")
    if record.place:
        told.append(f"地点：{record.place}")
    if record.chair:
        told.append(f"主持人：{record.chair}")
    told.append(_attendance(record))
    told += [str(one.why[0]) for one in record.voted[:1]]  # whether enough came: said once
    told += [line.strip() for line in record.notes.splitlines() if line.strip()]
    for number, one in enumerate(record.voted, start=1):
        told.extend(_voted(number, one))
        if one.votes is not None and one.valid:
            told.append(_resolution(record, one, one.votes))
    return tuple(told)


def _attendance(record: Record) -> str:
    said = f"正式党员{record.full}人，应到会有表决权的{record.due}人，实到会{record.present}人。"
    for how, names in record.absent.items():
        if names:
            said += f"{how}：{'、'.join(names)}。"
    if record.left_out:
        said += f"经批准不计入应到会：{'、'.join(record.left_out)}。"
    return said


def _voted(number: int, one: Voted) -> list[str]:
    scrutineer, teller = one.tellers
    told = [f"第{number}项　{one.title}"]
    told.append(
        f"采取无记名投票方式表决，监票人{scrutineer}，计票人{teller}。发出票{one.sheet.issued}张，"
        f"收回{one.sheet.returned}张，有效票{one.sheet.valid}张。"
    )
    if one.votes is not None:
        told.append(f"{_marks(one.votes)}。")
    if one.written is not None and one.written.all:
        told.append(
            f"因故不能到会、会前正式提出书面意见的{one.written.all}份，统计在票数内："
            f"赞成{one.written.in_favour}，不赞成{one.written.against}，弃权{one.written.abstained}。"
        )
    for name, votes, elected in one.candidates:
        told.append(f"{name}：{_marks(votes)}{'，当选' if elected else ''}。")
    told.extend(str(sentence) for sentence in one.why[1:])
    return told


def _resolution(record: Record, one: Voted, votes: Votes) -> str:
    """The resolution on one question, as it goes into the papers of whomever it is about."""
    decided = "大会同意" if one.passed else "大会没有同意"
    written = one.written if one.written is not None and one.written.all else None
    added = f"（含会前书面意见{written.all}份）" if written else ""
    total = votes + written if written else votes
    return (
        f"决议：应到会有表决权的正式党员{record.due}人，实到会{record.present}人。"
        f"经无记名投票表决{added}，赞成{total.in_favour}人，不赞成{total.against}人，"
        f"弃权{total.abstained}人，{decided}{one.title}。"
    )


def _marks(votes: Votes) -> str:
    return f"赞成{votes.in_favour}票，不赞成{votes.against}票，弃权{votes.abstained}票"
