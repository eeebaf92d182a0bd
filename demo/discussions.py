"""What is being discussed on the first day: a topic, a seminar, an expert's note, two opinions."""

from __future__ import annotations

import datetime as dt

from dangjian.forum.actions import contributions, opinions, panel, seminars, threads
from dangjian.forum.models import Audience, Contribution, Reach, Reason, Screening, Thread
from dangjian.forum.queries.opinions import answerer
from dangjian.kernel.evidence import Actor
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Organization, Person
from demo import cast
from demo.ground import Ground

_OFFICE, _CLERK, _ORGANIZER = "苏见山", "许怀谷", "何秋实"
_DAY = dt.timedelta(days=1)


def under_way(ground: Ground, now: dt.datetime) -> None:
    """One of each kind, by the people the guides know by name."""
    known = {member.profile.name: member.person for member in ground.members if member.known}
    district = answerer()
    if district is None:
        raise RuntimeError("the district is opened first")
    _topic(ground, known, district, now)
    _panel_and_seminar(ground, known, district, now)
    _opinions(ground, known, district, now)


def _topic(
    ground: Ground, known: dict[str, Person], district: Organization, now: dt.datetime
) -> None:
    """An open topic with an answer; three contributions stand, one is hidden."""
    office = _viewer(known[_OFFICE], ground.today).actor(Purpose.MODERATE, district.path)
    topic = threads.open_topic(
        district,
        title="社区活动室晚上开到几点合适",
        question=(
            "不少上班的同志说活动室下班就关门，用不上。想从明年起晚上也开。\n"
            "开到几点合适？谁来值班？离住户近的，怎样不吵到人？"
        ),
        audience=Audience.ANYBODY,
        screening=Screening.AT_ONCE,
        from_on=ground.today - 6 * _DAY,
        until_on=ground.today + 14 * _DAY,
        now=now - 6 * _DAY,
        by=office,
    )
    thread = topic.thread
    at = now - 5 * _DAY
    _say(
        thread, known[cast.SECRETARY], "开到九点，党员轮流值班，我们支部可以先排一周。", ground, at
    )
    _say(thread, None, "九点半以后不要放音乐，楼上有上学的孩子。", ground, at)
    _say(
        thread,
        known[cast.NEW_MEMBER],
        "能不能先试两个月，看看有多少人来再定。",
        ground,
        now - 4 * _DAY,
    )
    off = _say(thread, None, "出租门面一间，位置好，价格面议。", ground, now - 3 * _DAY)
    contributions.hide(
        off,
        reason=Reason.ADVERTISING,
        clause="",
        words="推销的内容不在讨论里发。",
        today=ground.today,
        now=now - 3 * _DAY,
        by=office,
    )
    threads.answer(
        topic,
        text=(
            "看了大家的意见，准备明年 1 月起在六个社区试开两个月：周一到周五开到晚上 9 点，"
            "9 点以后不放音乐，由社区党支部排班。试完把来了多少人、有什么问题在这里公开，再定。"
        ),
        now=now - 1 * _DAY,
        by=office,
    )


def _panel_and_seminar(
    ground: Ground, known: dict[str, Person], district: Organization, now: dt.datetime
) -> None:
    """An expert answered a clerk; the same expert has a paper to review."""
    who, clerk = _viewer(known[_OFFICE], ground.today), _viewer(known[_CLERK], ground.today)
    consults = who.actor(Purpose.CONSULT, district.path)
    organizer = known[_ORGANIZER]
    expert = panel.name_expert(
        organizer, district, field="发展党员和党员管理", today=ground.today, by=consults
    )
    street = Organization.objects.get(pk=clerk.held[0].organization_id)
    by_clerk = clerk.actor(Purpose.CONSULT, street.path)
    asked = panel.ask(
        expert,
        organization=street,
        subject="预备期从哪一天算起",
        question="预备党员的预备期，从支部党员大会通过那天算，还是从上级党组织批准那天算？",
        due_on=ground.today,
        now=now - 5 * _DAY,
        by=by_clerk,
    )
    answered = panel.answer(
        asked,
        text=(
            "从支部党员大会通过他为预备党员之日算起，不从上级批准之日算。"
            "依据是《中国共产党章程》第七条。党龄另算，从预备期满转为正式党员之日算起。"
        ),
        now=now - 4 * _DAY,
        by=_viewer(organizer, ground.today).myself(),
    )
    panel.note(answered, reach=Reach.PUBLIC, now=now - 4 * _DAY, by=by_clerk)

    moderates = who.actor(Purpose.MODERATE, district.path)
    called = seminars.open_seminar(
        district,
        title="新就业群体党建怎么做",
        call="写身边的做法和教训，三千字以内。讲清做了什么、花了多少、群众怎么看，不写空话。",
        last_day=ground.today + 30 * _DAY,
        now=now - 6 * _DAY,
        by=moderates,
    )
    author = known[cast.NEW_MEMBER]
    paper = seminars.submit(
        called,
        author=author,
        byline=author.name,
        title="一间小店里的党员活动角",
        abstract="我开小店，店里腾出一角给送货的师傅歇脚，慢慢成了大家议事的地方。",
        text=(
            "去年夏天天热，送货的师傅常在店门口歇脚。我和支部商量，在店里腾出一角，"
            "放了饮水机和插座。\n人来得多了，话也多了：哪条路晚上没有灯，哪个小区进不去。"
            "支部把这些一条一条记下来，能办的办，不能办的说明白。\n"
            "花得不多，要紧的是有人听、有人回。"
        ),
        due_on=ground.today,
        today=ground.today,
        now=now - 2 * _DAY,
        by=_viewer(author, ground.today).myself(),
    )
    seminars.ask_reviewers(
        paper, [expert], due_on=ground.today + 20 * _DAY, now=now - 1 * _DAY, by=moderates
    )


def _opinions(
    ground: Ground, known: dict[str, Person], district: Organization, now: dt.datetime
) -> None:
    """Two opinions about the system, both answered."""
    by = _viewer(known[_OFFICE], ground.today).actor(Purpose.MODERATE, district.path)
    for page, text, answer in (
        (
            "待办",
            "手机上字太小，老人看不清。",
            "页面最上面有“长辈版”，点一下字就大了，还可以再大些。已经把它放到每一页的最上面。",
        ),
        (
            "工作日历",
            "明年的放假安排什么时候有？",
            "国务院办公厅发布以后当天录入。没有录入以前，跨年的期限都注明“暂算”。",
        ),
    ):
        opinion = opinions.give(
            text,
            page=page,
            answerer=district,
            due_on=ground.today,
            today=ground.today - 3 * _DAY,
            now=now - 3 * _DAY,
        )
        opinions.answer(opinion, text=answer, now=now - 2 * _DAY, by=by)


def _say(
    thread: Thread, person: Person | None, text: str, ground: Ground, at: dt.datetime
) -> Contribution:
    said, _ = contributions.contribute(
        thread,
        text=text,
        author=person,
        look_by=ground.today,
        today=at.date(),
        now=at,
        by=_by(person, ground.today),
    )
    return said


def _by(person: Person | None, today: dt.date) -> Actor:
    return _viewer(person, today).myself() if person else contributions.VISITOR


def _viewer(person: Person, today: dt.date) -> Viewer:
    return viewer_of(Account.objects.get(person=person), today)
