"""What some people of the demo were told lately: about the errands under way, and in general."""

from __future__ import annotations

import datetime as dt

from dangjian.courier import actions, reading
from dangjian.courier.models import Matter, Message, Urgency
from dangjian.registry.models import Person
from demo import cast
from demo.ground import BY, Ground

_ORGANIZER = "何秋实"
_DAY = dt.timedelta(days=1)


def told_lately(ground: Ground, now: dt.datetime) -> None:
    """A few messages for the member, the secretary and the organizer, some of them read."""
    known = {member.profile.name: member.person for member in ground.members if member.known}
    member, secretary = known[cast.NEW_MEMBER], known[cast.SECRETARY]
    organizer = known[_ORGANIZER]
    everybody = [member, secretary, organizer]
    for message in _tell(
        everybody,
        "平台新增了“消息”：有人请您办事、期限快到，都在这里告诉您。",
        Matter.NOTICE,
        now - 6 * _DAY,
    ):
        reading.read(message.person_id, message.pk, now - 5 * _DAY)
    _tell(
        everybody, "本月主题党日的安排贴在社区活动室，请留意时间。", Matter.NOTICE, now - 2 * _DAY
    )
    _tell([member], "何秋实已经把您的新手机号填好，请看一看，对了再确认。", Matter.TODO, now)
    _tell([secretary], "沈立秋打电话请您代办：更改家庭住址。", Matter.TODO, now)
    _tell([secretary], "沈立秋请您代办的事三个工作日内要办。", Matter.TERM, now)
    _tell([organizer], "林禾青请您代办：更改邵闻笛的工作岗位。", Matter.TODO, now)


def _tell(people: list[Person], sentence: str, matter: Matter, now: dt.datetime) -> list[Message]:
    return actions.tell(people, sentence, matter=matter, urgency=Urgency.CAN_WAIT, now=now, by=BY)
