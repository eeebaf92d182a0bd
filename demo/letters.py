"""Letters under way on the first day: one for each kind of work, and some that were answered."""

from __future__ import annotations

import datetime as dt

from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Organization, Person
from dangjian.voices.actions import answering, mailboxes, registering
from dangjian.voices.actions.receiving import NewWriter, receive
from dangjian.voices.models import Category, Kind, Letter, Mailbox, Wish
from dangjian.voices.recording.drafts import Draft
from dangjian.voices.recording.hands import Hand
from dangjian.voices.rules import Part
from demo.ground import BY, Ground

_OFFICE, _LEADER, _CLERK = "office", "leader", "clerk"
_STREET = "柳岸街道党工委"

LAMPS = (
    "我们三期5、6、7号楼的楼道灯坏了快半年，老人晚上下楼很危险。找过物业两次，说要等资金。"
    "请帮忙催一下，也请告诉我们到底什么时候能修好。"
)
PIPES = "惠阁新村的化粪池满了，污水冒到一楼院子里，请派人来查一查原因，把管子疏通。"
READING = "建议给年纪大的党员印大字版的学习材料，手机上的字太小，看不清。"
PRIZE = "恭喜您获得周年庆大奖，请登录网址领取，名额有限，先到先得。"

ANSWERED = (
    (
        "流动党员在外地怎样交党费",
        "我在外地打工快两年，党费该交到哪边？",
        "外出半年以上、又不转组织关系的，凭流动党员登记由流入地支部代收；也可以继续交给原支部。"
        "请先和原支部书记联系，办好登记。",
    ),
    (
        "退休后党费的计算基数",
        "我刚退休，党费一个月应该交多少？",
        "以每月实际领取的退休费为基数：5000元以下（含5000元）按0.5%，5000元以上按1%。",
    ),
    (
        "入党申请书交给谁",
        "我刚毕业回到社区，想申请入党，申请书交给谁？",
        "交给您工作或者居住地的党支部。支部会在一个月内派人同您谈话。",
    ),
)


def under_way(ground: Ground, now: dt.datetime) -> None:
    """A petition with the street, one to be registered, a letter to be signed, an advertisement to
    be looked at again, and questions whose answers everybody may read."""
    now = now.replace(hour=10, minute=20)
    offices = {one.short_name: one for one in Organization.objects.filter(closed_on=None)}
    root = Organization.objects.get(parent__isnull=True)
    street = offices[_STREET]
    box = _mailbox(root, ground.today)
    _with_the_street(root, street, now - dt.timedelta(days=46))
    _receive(PIPES, Kind.PETITION, root, now - dt.timedelta(days=2))
    _to_be_signed(root, box, now - dt.timedelta(days=4))
    _aside(root, box, now - dt.timedelta(days=1))
    for number, (matter, text, answer) in enumerate(ANSWERED):
        _answered(root, matter, text, answer, now - dt.timedelta(days=20 + 9 * number))


def _mailbox(root: Organization, today: dt.date) -> Mailbox:
    return mailboxes.open_mailbox(
        root,
        title="区委书记信箱",
        leader=_person(_LEADER),
        note="写给区委主要负责同志的信。",
        today=today - dt.timedelta(days=300),
        by=BY,
    )


def _with_the_street(root: Organization, street: Organization, at: dt.datetime) -> None:
    letter = _receive(LAMPS, Kind.PETITION, root, at, name="方小禾", phone="15400001183")
    _register(letter, Category.APPEAL, "东篱社区三期楼道照明长期损坏", at)
    next_day = at + dt.timedelta(days=1)
    registering.pass_on(letter, to=street, hand=_hand(_OFFICE, Part.REGISTRAR, next_day))
    registering.accept(letter, hand=_hand(_CLERK, Part.HANDLER, next_day))


def _to_be_signed(root: Organization, box: Mailbox, at: dt.datetime) -> None:
    letter = _receive(READING, Kind.MAILBOX, root, at, mailbox=box)
    _register(letter, Category.SUGGESTION, "给年纪大的党员印大字版学习材料", at)
    registering.accept(letter, hand=_hand(_OFFICE, Part.REGISTRAR, at))
    given = Draft(
        "您的建议很好。今年第四季度起，学习材料同时印大字版，由支部送到80岁以上的党员家里。",
        public=True,
    )
    answering.draft(letter, given, hand=_hand(_OFFICE, Part.HANDLER, at + dt.timedelta(days=2)))


def _aside(root: Organization, box: Mailbox, at: dt.datetime) -> None:
    letter = _receive(PRIZE, Kind.MAILBOX, root, at, mailbox=box)
    registering.propose_aside(
        letter, words="是广告，没有事项。", hand=_hand(_OFFICE, Part.REGISTRAR, at)
    )


def _answered(root: Organization, matter: str, text: str, answer: str, at: dt.datetime) -> None:
    letter = _receive(text, Kind.CONSULTATION, root, at)
    _register(letter, Category.INQUIRY, matter, at)
    registering.accept(letter, hand=_hand(_OFFICE, Part.REGISTRAR, at))
    later = at + dt.timedelta(days=3)
    answering.draft(letter, Draft(answer, public=True), hand=_hand(_OFFICE, Part.HANDLER, later))
    answering.sign(letter, hand=_hand(_LEADER, Part.LEADER, later))
    answering.publish(letter, text=text, answer=answer, hand=_hand(_OFFICE, Part.HANDLER, later))


def _receive(
    text: str,
    kind: Kind,
    at: Organization,
    moment: dt.datetime,
    *,
    mailbox: Mailbox | None = None,
    name: str = "",
    phone: str = "",
) -> Letter:
    writer = NewWriter(name=name, phone=phone, wish=Wish.SMS if phone else Wish.CODE)
    return receive(
        text,
        kind=kind,
        at=at,
        mailbox=mailbox,
        writers=[writer],
        may_publish=True,
        now=moment,
        by=BY,
    ).letter


def _register(letter: Letter, category: Category, matter: str, at: dt.datetime) -> None:
    registering.register(
        letter, category=category, matter=matter, hand=_hand(_OFFICE, Part.REGISTRAR, at)
    )


def _hand(login: str, part: Part, at: dt.datetime) -> Hand:
    purpose = Purpose.SIGN if part == Part.LEADER else Purpose.LETTERS
    return Hand(_viewer(login, at.date()).actor(purpose), part, at)


def _viewer(login: str, on: dt.date) -> Viewer:
    return viewer_of(Account.objects.get(login_name=login), on)


def _person(login: str) -> Person:
    return Person.objects.get(account__login_name=login)
