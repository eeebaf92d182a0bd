"""The kinds of reminder, and how each is told: what it says, to whom, and the one way from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from django.urls import reverse

from dangjian.desk import care_reminders, leaving_reminder, site_health
from dangjian.desk.reminding import (
    LATER,
    TODAY,
    Eyes,
    Item,
    Kind,
    cited,
    only_here,
    part_of,
    who,
    whose,
)
from dangjian.development.queries import reminders as developments
from dangjian.feeds.queries import sources
from dangjian.kit.words import Due, cn_date, due, since
from dangjian.portal.queries import health
from dangjian.portal.queries.health import Kept
from dangjian.portal.rules import health as site
from dangjian.registry.authority import Purpose
from dangjian.registry.queries import reminders as queries
from dangjian.registry.queries.reminders import Matter, Matters
from dangjian.registry.rules import advice
from dangjian.registry.rules import reminders as rules
from dangjian.transfers.queries import guests as stays
from dangjian.transfers.rules.guests import CONTACT

# --- committees -----------------------------------------------------------------------------------


def _term(matter: Matter, eyes: Eyes) -> Item:
    last_day = matter.day
    told = advice.reelection(last_day, eyes.today, eyes.book)
    over = last_day < eyes.today
    title = "任期已经届满" if over else f"任期到 {cn_date(last_day, eyes.today)}"
    url, action = _way(
        matter, eyes, Purpose.STRUCTURE, ("election_record", "登记换届"), "看怎么办", only=over
    )
    return Item(
        part_of(last_day, eyes.today),
        due(last_day, eyes.today),
        f"{whose(matter, eyes)}{title}",
        told.sentence,
        url,
        action,
        cited(told.rule),
        last_day,
    )


def _terms(matters: Matters, eyes: Eyes) -> str:
    ahead = matters.total - matters.past
    months = eyes.book.value("committee.term.remind_months").number
    over = f"{matters.past:,} 个组织任期已经届满" if matters.past else ""
    if not ahead:
        return over
    soon = f"{ahead:,} 个{'' if over else '组织'}将在 {months} 个月内届满"
    return f"{over}，另有 {soon}" if over else soon


def _vacancy(matter: Matter, eyes: Eyes) -> Item:
    told = rules.vacancy(matter.day, eyes.today)
    url, action = _way(matter, eyes, Purpose.STRUCTURE, ("post_appoint", "登记任职"), "看班子")
    return Item(
        LATER,
        Due("soon", "没有书记", "空缺", "书记", ""),
        f"{whose(matter, eyes)}没有书记",
        f"{told.what}。{told.sentence}",
        url,
        action,
        day=matter.day,
    )


def _way(
    matter: Matter,
    eyes: Eyes,
    purpose: Purpose,
    act: tuple[str, str],
    look: str,
    *,
    only: bool = True,
) -> tuple[str, str]:
    """The act itself where the viewer may do it (and it is time), else the organization's page."""
    name, action = act
    here = matter.organization
    if only and eyes.viewer.may(purpose, here.path):
        return reverse(name, args=[here.pk]), action
    return reverse("organization", args=[here.pk]), look


# --- members --------------------------------------------------------------------------------------


def _probation(matter: Matter, eyes: Eyes) -> Item:
    person, over_on = matter.person, matter.day
    told = rules.conversion(person.joined_on, eyes.today, eyes.book)
    url, action = reverse("member", args=[person.pk]), "看信息"
    if over_on <= eyes.today and eyes.viewer.may(Purpose.STANDING, person.path):
        url, action = f"{reverse('standing_change', args=[person.pk])}?kind=full", "登记转正"
    return Item(
        part_of(over_on, eyes.today),
        due(over_on, eyes.today),
        f"{who(matter, eyes)}的预备期"
        + ("满了" if over_on <= eyes.today else f"到 {cn_date(over_on, eyes.today)}"),
        told.sentence,
        url,
        action,
        cited(told.rule),
        over_on,
    )


def _lost(matter: Matter, eyes: Eyes) -> Item:
    told = rules.lost_long(matter.day, eyes.today, eyes.book)
    return Item(
        LATER,
        since("失联", matter.day, eyes.today),
        f"{who(matter, eyes)}失联已满 {_lost_months(eyes)} 个月",
        f"{told.what}。{told.sentence}",
        reverse("member", args=[matter.person.pk]),
        "看信息",
        cited(told.rule),
        matter.day,
    )


def _lost_months(eyes: Eyes) -> int:
    return eyes.book.value("lost.suspend_months").number


def _suspended(matter: Matter, eyes: Eyes) -> Item:
    told = rules.suspended_long(matter.day, eyes.today, eyes.book)
    return Item(
        LATER,
        since("停止党籍", matter.day, eyes.today),
        f"{who(matter, eyes)}停止党籍已满 {_removal_years(eyes)} 年",
        f"{told.what}。{told.sentence}",
        reverse("standing_history", args=[matter.person.pk]),
        "看党籍变化",
        cited(told.rule),
        matter.day,
    )


def _removal_years(eyes: Eyes) -> int:
    return eyes.book.value("lost.removal_years").number


# --- members away ---------------------------------------------------------------------------------


def _away(matter: Matter, eyes: Eyes) -> Item:
    gone = cast(stays.Away, matter)
    rule = eyes.book.value(CONTACT)
    return Item(
        LATER,
        since("没有联系", matter.day, eyes.today),
        f"{who(matter, eyes)}在外地，{rule.number} 个月没有联系了",
        "请打个电话问一问，记下一笔；流入地党组织联系过的也算。",
        reverse("floating_away", args=[gone.floating_id]),
        "去记一笔",
        f"{rule.provision}（{rule.confirmation.label}）",
        matter.day,
    )


# --- the public site ------------------------------------------------------------------------------


def _column(matter: Matter, eyes: Eyes) -> Item:
    kept: Kept = matter.kept  # type: ignore[attr-defined]
    column, due_on = kept.column, kept.due_on
    place = "" if only_here(matter, eyes) else f"（{matter.organization.short_name}）"
    rule = site.rule_of(kept.standing, eyes.book)
    if due_on is None:
        block, said = Due("soon", "还没有内容", "空白", "栏目", ""), "还没有内容"
        text = "登一篇就不空了；用不着的栏目，结束并存档。"
    else:
        block, days = due(due_on, eyes.today), (eyes.today - kept.standing.latest).days
        said, text = f"{days} 天没有更新", f"{rule.sentence}再登一篇就重新算。"
    return Item(
        LATER if due_on is None else part_of(due_on, eyes.today),
        block,
        f"栏目“{column.title}”{place}{said}",
        text,
        reverse("article_begin", args=[column.pk]),
        "写一篇",
        f"{rule.provision}（{rule.confirmation.label}）",
        due_on,
    )


def _home(matter: Matter, eyes: Eyes) -> Item:
    rule = eyes.book.value("site.home.max_days")
    return Item(
        TODAY if matter.day is None else part_of(matter.day, eyes.today),
        due(matter.day, eyes.today),
        "网站首页快两个星期没有更新了" if matter.day else "网站首页还没有登过东西",
        f"{rule.sentence}发布一篇要闻、一份公开或者公示，首页就更新了。",
        reverse("site_health"),
        "看网站健康",
        f"{rule.provision}（{rule.confirmation.label}）",
        matter.day,
    )


def _source(matter: Matter, eyes: Eyes) -> Item:
    source = cast(sources.SourceMatter, matter)
    return Item(
        LATER,
        since("取不到", matter.day, eyes.today),
        f"{matter.name}一直取不到内容",
        f"{source.failure}请核对网址，或者停用这个来源。",
        reverse("source", args=[source.source_id]),
        "看一看",
        day=matter.day,
    )


def _development(matter: Matter, eyes: Eyes) -> Item:
    called = cast(developments.Called, matter)
    place = "" if only_here(matter, eyes) else f"（{matter.organization.short_name}）"
    return Item(
        part_of(matter.day, eyes.today),
        due(matter.day, eyes.today),
        f"{matter.name}{place}：{called.step}",
        "发展党员的一步到期了，或者一个月内到期。",
        reverse("development", args=[called.case_id]),
        "看下一步",
        day=matter.day,
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        "terms",
        "换届",
        "要换届的组织",
        "个",
        Purpose.READ,
        queries.terms_ending,
        _term,
        _terms,
        ends=True,
    ),
    Kind(
        "probation",
        "转正",
        "要讨论转正的预备党员",
        "名",
        Purpose.READ,
        queries.probations_ending,
        _probation,
        lambda matters, eyes: f"{matters.total:,} 名预备党员的预备期满了，或者一个月内满",
        ends=True,
    ),
    Kind(
        "development",
        "发展党员",
        "发展党员要办的",
        "件",
        Purpose.MAINTAIN,
        developments.due_soon,
        _development,
        lambda matters, eyes: f"{matters.total:,} 件发展党员有一步到期，或者一个月内到期",
        ends=True,
    ),
    Kind(
        "secretary",
        "书记空缺",
        "没有书记的组织",
        "个",
        Purpose.READ,
        queries.without_secretary,
        _vacancy,
        lambda matters, eyes: f"{matters.total:,} 个组织没有书记",
    ),
    Kind(
        "lost",
        "失联",
        "失联很久的党员",
        "名",
        Purpose.READ,
        queries.lost_long,
        _lost,
        lambda matters, eyes: f"{matters.total:,} 名党员失联已满 {_lost_months(eyes)} 个月",
    ),
    Kind(
        "suspended",
        "停止党籍",
        "停止党籍很久的党员",
        "名",
        Purpose.READ,
        queries.suspended_long,
        _suspended,
        lambda matters, eyes: (
            f"{matters.total:,} 名党员停止党籍已满 {_removal_years(eyes)} 年"
        ),
    ),
    *care_reminders.KINDS,
    Kind(
        "away",
        "流动党员",
        "很久没有联系的流动党员",
        "名",
        Purpose.MAINTAIN,
        stays.out_of_touch,
        _away,
        lambda matters, eyes: f"{matters.total:,} 名流动党员很久没有联系",
    ),
    Kind(
        "columns",
        "栏目更新",
        "要更新的栏目",
        "个",
        Purpose.WRITE,
        health.needing,
        _column,
        lambda matters, eyes: f"{matters.total:,} 个栏目要更新",
        ends=True,
    ),
    Kind(
        "homepage",
        "首页更新",
        "首页要更新",
        "个",
        Purpose.WRITE,
        site_health.home_matters,
        _home,
        lambda matters, eyes: "网站首页要更新",
        ends=True,
    ),
    Kind(
        "sources",
        "各地的来源",
        "取不到的来源",
        "个",
        Purpose.COLUMNS,
        sources.failing,
        _source,
        lambda matters, eyes: f"{matters.total:,} 个来源一直取不到内容",
    ),
    leaving_reminder.KIND,
)
BY_KEY: Mapping[str, Kind] = {kind.key: kind for kind in KINDS}
