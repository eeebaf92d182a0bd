"""What the home page and the public look-up show, ready for their templates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.urls import reverse

from dangjian.desk import calendar_page
from dangjian.desk.forms import FindForm
from dangjian.desk.interaction_page import latest_topics
from dangjian.feeds.queries import entries
from dangjian.kernel import calendar
from dangjian.kit.charts import Bar, bars
from dangjian.library.queries import documents
from dangjian.openness.queries import public as openness
from dangjian.portal.models import Way
from dangjian.portal.queries import public as portal
from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.queries import public
from dangjian.registry.queries.public import Known
from dangjian.voices.queries import published

PER_PAGE = 20
ANSWERS = 3
NOTICES = 4
TEXTS = 4
ELSEWHERE = 5
_OTHER = "系统和单位"
_BRANCHES = (Form.BRANCH, Form.JOINT_BRANCH, Form.TEMPORARY_BRANCH)


@dataclass(frozen=True)
class Places:
    """Organizations of one kind directly under the district's committee."""

    title: str
    places: list[Known]

    @property
    def other(self) -> bool:
        """Whether these are neither streets nor towns."""
        return self.title == _OTHER


def home(today: dt.date) -> dict[str, Any]:
    """The district's home page: the news first, then organizations, figures, calendar, rules."""
    news = portal.newest(Way.NEWS, 6)
    working = calendar.load()
    places, district = grouped(public.second_level()), public.district()
    return {
        "headline": news[0] if news else None,
        "lead": news[1] if news[1:] else None,
        "news": news[2:],
        "open_columns": portal.open_columns(Way.OPEN),
        "disclosed": portal.newest(Way.OPEN, 5),
        "notices": openness.rows(openness.running(today, NOTICES), today, working),
        "elsewhere": entries.newest(ELSEWHERE),
        "themes": portal.running_themes(3),
        "month": calendar_page.month(working, today.year, today.month, today),
        "next_rest": calendar_page.next_rest(working, today),
        "highlights": calendar_page.highlights(today),
        "groups": places,
        "district": district,
        "answered": published.newest(ANSWERS),
        "texts": documents.latest(TEXTS, None),
        "topics": latest_topics(today),
        **_figures(places),
    }


def grouped(places: Sequence[Known]) -> list[Places]:
    """Streets, towns and all others, as their names say; in the order of the tree."""
    kinds: dict[str, list[Known]] = {"街道": [], "乡镇": [], _OTHER: []}
    for place in places:
        kinds[_kind(place.short_name)].append(place)
    return [Places(title, found) for title, found in kinds.items() if found]


def _kind(short_name: str) -> str:
    if "街道" in short_name:
        return "街道"
    town = short_name.removesuffix("党委").removesuffix("党工委")
    return "乡镇" if town.endswith(("镇", "乡")) else _OTHER


def _figures(places: Sequence[Places]) -> dict[str, Any]:
    """Sums the office publishes: organizations by form; of members the total and whole shares."""
    forms = public.by_form()
    totals = public.totals()
    organizations = sum(forms.values())
    branches = sum(forms.get(form, 0) for form in _BRANCHES)
    figures: list[dict[str, str]] = [
        {
            "label": "党组织",
            "value": f"{organizations:,}",
            "unit": "个",
            "note": f"其中党支部 {branches:,} 个",
        }
    ]
    if totals:
        figures += [
            {"label": "党员", "value": f"{totals.members:,}", "unit": "名"},
            {"label": "女党员", "value": f"{totals.women}", "unit": "%", "note": "占全体党员"},
            {
                "label": "大专及以上学历",
                "value": f"{totals.college}",
                "unit": "%",
                "note": "占全体党员",
            },
        ]
    said = "，".join(
        f"{place.title}党组织 {len(place.places)} 个" for place in places if not place.other
    )
    return {
        "figures": figures,
        "organizations": organizations,
        "by_form": bars(
            [Bar(form.label, count) for form, count in forms.items()],
            title="各类党组织",
            head="组织类别",
            unit="个",
        ),
        "coverage": said,
    }


def find(asked: dict[str, str], today: dt.date) -> dict[str, Any]:
    """Organizations by name, pinyin, unit or street; without a question the places to choose."""
    second = public.second_level()
    form = FindForm(asked, places=second)
    if not form.is_valid():
        return {"form": form, "groups": grouped(second)}
    text, at = form.cleaned_data["q"], form.cleaned_data["at"]
    within = next((place for place in second if place.id == at), None)
    context: dict[str, Any] = {"form": form, "text": text, "within": within}
    if not text and within is None:
        return context | {"groups": grouped(second)}
    page = Paginator(public.found(text, within), PER_PAGE).get_page(asked.get("page"))
    return context | {"asked": True, "page": page, "rows": _rows(page.object_list, today)}


@dataclass(frozen=True)
class Row:
    """One organization of the public list; units: at most three names, and how many more."""

    organization: Known
    superior: str
    units: list[str]
    more_units: int


def _rows(found: Any, today: dt.date) -> list[Row]:
    """A page of organizations with superiors and units. Three queries."""
    rows = public.known(found)
    superiors = public.short_names([row.parent for row in rows if row.parent])
    units = public.units_of([row.id for row in rows], today)
    return [
        Row(
            row,
            superiors.get(row.parent or 0, ""),
            units.get(row.id, [])[:3],
            max(len(units.get(row.id, [])) - 3, 0),
        )
        for row in rows
    ]


def organization(pk: int, number: str | None, today: dt.date) -> dict[str, Any]:
    """One organization as anybody may know it, with what stands under it."""
    found = public.one(pk)
    above = public.above(found)
    page = Paginator(public.below(found), PER_PAGE).get_page(number)
    return {
        "organization": found,
        "above": above,
        "crumbs": _crumbs(found, above),
        "units": public.units_of([pk], today).get(pk, []),
        "instead": next((one for one in reversed(above) if one.phone), None),
        "page": page,
        "below": public.known(page.object_list),
        "all_url": f"{reverse('find')}?{urlencode({'at': pk})}" if len(above) == 1 else "",
    }


def _crumbs(found: Known, above: Sequence[Known]) -> list[tuple[str, str]]:
    return [
        ("找党组织", reverse("find")),
        *((one.short_name, reverse("find_organization", args=[one.id])) for one in above),
        (found.short_name, ""),
    ]
