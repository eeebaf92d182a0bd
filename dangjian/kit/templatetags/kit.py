"""The components as template tags. Every one is shown at /kit/ with its call."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from django import forms, template
from django.core.paginator import Page
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dangjian.kit import charts, fields, preferences, words
from dangjian.kit.icons import ICONS

register = template.Library()

_STATE_ICONS = {
    "late": "alert",
    "soon": "clock",
    "ok": "clock",
    "wait": "clock",
    "done": "done",
}
_NOTE_ICONS = {"": "info", "late": "alert", "soon": "clock", "ok": "done", "done": "done"}
_MESSAGE_STATES = {"success": "done", "info": "", "debug": "", "warning": "soon", "error": "late"}


# ---- Signs -----------------------------------------------------------------------
@register.simple_tag
@cache
def icon(name: str, size: str = "1.18rem") -> SafeString:
    """`{% icon "mail" size="1.18rem" %}`: an icon, silent to a screen reader."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon is called {name!r}")
    return format_html(
        '<svg width="{0}" height="{0}" viewBox="0 0 24 24" fill="none" stroke="currentColor"'
        ' stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"'
        ' focusable="false">{1}</svg>',
        size,
        ICONS[name],
    )


@register.simple_tag
def tag(text: str, state: str = "") -> SafeString:
    """`{% tag "已办结" "done" %}`: state late|soon|ok|wait|done, gold, or none."""
    sign = icon(_STATE_ICONS[state], "1em") if state in _STATE_ICONS else ""
    attribute = format_html(' data-state="{}"', state) if state else ""
    return format_html('<span class="tag"{}>{}{}</span>', attribute, sign, text)


@register.simple_tag
def class_mark(level: str, note: str = "") -> SafeString:
    """`{% class_mark "内部" "仅承办人可见" %}`: level and circle of readers, above the title."""
    text = f"{level} · {note}" if note else level
    return format_html('<span class="class-mark">{}{}</span>', icon("lock", "1em"), text)


@register.simple_tag
def due(on: date | words.Due | None, today: date) -> SafeString | str:
    """`{% due task.due_on today %}`: 还有 3 天 / 今天截止 / 逾期 2 天; nothing without a day."""
    told = on if isinstance(on, words.Due) else words.due(on, today)
    return tag(told.text, told.state) if told else ""


@register.simple_tag
def due_block(on: date | words.Due | None, today: date) -> SafeString:
    """The large block at the left of a to-do: a day, or words of one's own."""
    told = on if isinstance(on, words.Due) else words.due(on, today)
    told = told or words.Due("", "", "期限", "不限", "")
    unit = format_html("<small>{}</small>", told.unit) if told.unit else ""
    return format_html(
        '<span class="due" data-state="{}">{}<b>{}{}</b></span>',
        told.state,
        told.lead,
        told.number,
        unit,
    )


@register.simple_tag
def cal_day(on: date) -> SafeString:
    """A leaf of a calendar."""
    return format_html('<div class="cal-day"><small>{}月</small><b>{}</b></div>', on.month, on.day)


# ---- Words -----------------------------------------------------------------------
@register.filter(expects_localtime=True)
def cn_date(on: date | None, today: date | None = None) -> str:
    return words.cn_date(on, today)


@register.filter(expects_localtime=True)
def cn_day(on: date | None) -> str:
    return words.cn_day(on)


@register.filter(expects_localtime=True)
def cn_moment(at: datetime | None, today: date | None = None) -> str:
    return words.cn_moment(at, today)


@register.filter
def zh_count(number: float | None, unit: str = "") -> str:
    return words.zh_count(number, unit)


@register.filter
def written(posted: Iterable[tuple[str, str]]) -> list[str]:
    """What a person wrote among posted (name, value) pairs."""
    return [value for _, value in posted if words.is_writing(value)]


@register.filter
def message_state(level_tag: str) -> str:
    return _MESSAGE_STATES.get(level_tag, "")


# ---- Forms -----------------------------------------------------------------------
@register.inclusion_tag("kit/components/_field.html")
def field(bound: forms.BoundField, mark: bool = True) -> dict[str, Any]:
    """`{% field form.name %}`: label, help, error and widget, tied together for a reader.

    mark=False leaves out （可以不填）, as in a filter where everything may be left empty.
    """
    kind = fields.kind_of(bound)
    help_id = f"{bound.auto_id}_helptext" if bound.help_text and kind != "tick" else ""
    error_id = f"{bound.auto_id}_error" if bound.errors else ""
    described = f"{help_id} {error_id}".strip()
    return {
        "bound": bound,
        "kind": kind,
        "help_id": help_id,
        "error_id": error_id,
        "described": described,
        "errors": fields.sentences(bound),
        "optional": mark and not bound.field.required and _OPTIONAL.get(kind, "（可以不填）"),
        "widget": fields.widget(bound, kind, described),
        "options": fields.options(bound) if kind == "choices" else [],
        "wide": kind == "choices" and fields.is_wide(bound),
    }


@register.inclusion_tag("kit/components/_error_summary.html")
def error_summary(*shown: Any) -> dict[str, Any]:
    """`{% error_summary form %}`: what is still missing, each line a link to its field.

    Takes forms and formsets; writes nothing when there is no mistake.
    """
    every = [form for group in shown for form in getattr(group, "forms", [group])]
    whole = [error for group in shown if hasattr(group, "forms") for error in fields.of_set(group)]
    whole += [error for form in every for error in form.non_field_errors()]
    wrong = [form[name] for form in every for name in form.errors if name in form.fields]
    whole += [error for bound in wrong if bound.is_hidden for error in bound.errors]
    links = [(fields.target(b), fields.told(b)) for b in wrong if not b.is_hidden]
    return {"whole": whole, "links": links}


_OPTIONAL = {"choices": "（可以不选）", "file": "（可以不传）", "tick": ""}


# ---- Facts -----------------------------------------------------------------------
@register.inclusion_tag("kit/components/_kv.html")
def kv(label: str, value: Any, change: str = "") -> dict[str, Any]:
    """`{% kv "姓名" person.name change=url %}` inside <dl class="kv">; a dash for nothing."""
    return {"label": label, "value": value, "change": change}


@register.simple_block_tag(end_name="endkvrow")
def kvrow(content: str, label: str) -> str:
    """`{% kvrow "电话" %}<a …>{% endkvrow %}`: the same with HTML as its value."""
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)


@register.inclusion_tag("kit/components/_stats.html")
def stats(items: Iterable[Any]) -> dict[str, Any]:
    """`{% stats figures %}`: each with label, value and perhaps unit, note, state, url."""
    return {"items": items}


@register.inclusion_tag("kit/components/_bars.html")
def bars(chart: charts.Bars) -> dict[str, Any]:
    """`{% bars chart %}`: kit.charts.bars as a table with a bar in each row."""
    return {"chart": chart}


@register.inclusion_tag("kit/components/_pyramid.html")
def pyramid(chart: charts.Pyramid) -> dict[str, Any]:
    """`{% pyramid chart %}`: kit.charts.pyramid, two numbers about each label."""
    return {"chart": chart}


@register.inclusion_tag("kit/components/_progress.html")
def progress(value: float, max: float, label: str, state: str = "") -> dict[str, Any]:
    """`{% progress 9 12 "责任清单完成 9 项，共 12 项" %}`: the label is read, not shown."""
    return {"value": value, "max": max, "label": label, "state": state}


@register.inclusion_tag("kit/components/_countdown.html")
def countdown(day: int, total: int, until: str, large: bool = False) -> dict[str, Any]:
    """`{% countdown 3 5 "11月25日" %}`: working day 3 of 5 of a publicity period."""
    cells = ["past"] * (day - 1) + ["now"] + ["left"] * (total - day)
    left = total - day + 1
    return {
        "day": day,
        "total": total,
        "cells": cells,
        "left": left,
        "until": until,
        "large": large,
    }


@register.inclusion_tag("kit/components/_flow.html")
def flow(steps: Iterable[Any], level: int = 3) -> dict[str, Any]:
    """`{% flow steps %}`: each with title and perhaps text and state ("done" or "now")."""
    return {"steps": steps, "heading": f"h{level}"}


@register.inclusion_tag("kit/components/_steps.html")
def steps(*labels: str, at: int) -> dict[str, Any]:
    """`{% steps "填一填" "看一遍" "完成" at=1 %}`: which of the steps this page is."""
    return {"steps": [(name, _progress_of(n, at)) for n, name in enumerate(labels, start=1)]}


def _progress_of(number: int, at: int) -> str:
    if number == at:
        return "now"
    return "done" if number < at else ""


@register.inclusion_tag("kit/components/_todo.html")
def todo(
    title: str,
    text: str,
    on: date | words.Due | None,
    today: date,
    url: str,
    action: str,
    primary: bool = False,
    rule: str = "",
) -> dict[str, Any]:
    """A thing to do: how long there is left, what it is, and one button that names the act.

    rule: where it is written that this is to be done.
    """
    return {
        "title": title,
        "text": text,
        "on": on,
        "today": today,
        "url": url,
        "action": action,
        "primary": primary,
        "rule": rule,
    }


@register.inclusion_tag("kit/components/_code.html")
def code(value: str) -> dict[str, Any]:
    """`{% code receipt.code %}`: a printed code in groups of four."""
    return {"groups": words.in_fours(value)}


# ---- Ways ------------------------------------------------------------------------
@register.inclusion_tag("kit/components/_crumbs.html")
def crumbs(places: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`{% crumbs places %}`: (label, url) from the top down; the last is where we are."""
    return {"places": list(places)}


@register.inclusion_tag("kit/components/_chips.html")
def chips(items: Iterable[Any], label: str = "") -> dict[str, Any]:
    """`{% chips items %}`: each with label and url, perhaps count, current or removes."""
    return {"items": items, "label": label}


@register.inclusion_tag("kit/components/_tree.html")
def tree(nodes: Iterable[Any], label: str = "") -> dict[str, Any]:
    """`{% tree nodes "组织树" %}`: each with label, perhaps url, count, current, open, children."""
    return {"nodes": nodes, "label": label}


@register.inclusion_tag("kit/components/_pager.html", takes_context=True)
def pager(context: template.Context, page: Page) -> dict[str, Any]:
    """`{% pager page %}`: links to the pages of a list that keep the filter in the address."""
    query = context["request"].GET.copy() if "request" in context else None

    def link(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "previous": link(page.previous_page_number()) if page.has_previous() else "",
        "next": link(page.next_page_number()) if page.has_next() else "",
        "numbers": [(n, link(n) if isinstance(n, int) else "") for n in numbers],
    }


@register.simple_tag(takes_context=True)
def back_url(context: template.Context) -> str:
    """The page of this site the person came from, else the start."""
    request = context.get("request")
    if request is None or "Referer" not in request.headers:
        return "/"
    return preferences.same_site_path(request, request.headers["Referer"])


# ---- Words to the person ---------------------------------------------------------
@register.simple_block_tag(end_name="endnote")
def note(content: str, title: str = "", state: str = "", sign: str = "", level: int = 2) -> str:
    """`{% note title="…" state="late" sign="phone" %}<p>…</p>{% endnote %}`: a box of words."""
    sign = sign or _NOTE_ICONS.get(state, "info")
    return render_to_string(
        "kit/components/_note.html",
        {"content": content, "title": title, "state": state, "sign": sign, "heading": f"h{level}"},
    )


@register.simple_block_tag(end_name="endreceipt")
def receipt(content: str, title: str, value: str, hint: str = "") -> str:
    """`{% receipt "已经收到" code hint="…" %}buttons{% endreceipt %}`: the end of a matter."""
    return render_to_string(
        "kit/components/_receipt.html",
        {"content": content, "title": title, "value": value, "hint": hint},
    )


@register.simple_block_tag(end_name="endconfirm")
def confirm(content: str, title: str, yes: str, back: str, state: str = "") -> str:
    """`{% confirm "撤销登记？" yes="撤销登记" back=url state="late" %}<p>…</p>{% endconfirm %}`.

    Stands inside a form: only for what cannot be undone.
    """
    return render_to_string(
        "kit/components/_confirm.html",
        {"content": content, "title": title, "yes": yes, "back": back, "state": state},
    )


@register.inclusion_tag("kit/components/_empty.html")
def empty(title: str, text: str = "", sign: str = "done", level: int = 3) -> dict[str, Any]:
    """`{% empty "今天的事都办完了" "下一件在周四" %}`."""
    return {"title": title, "text": text, "sign": sign, "heading": f"h{level}"}
