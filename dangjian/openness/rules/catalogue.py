"""What an item of the catalogue may say, and who may read it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from dangjian.kernel.refusal import Refused
from dangjian.openness.models import Act, Circle, Duration, Matter
from dangjian.openness.rules.persons import check_public
from dangjian.registry.models import Organization

CLAUSE = "《中国共产党党务公开条例（试行）》第十五条"
MOST_AUDIENCES = 60


@dataclass(frozen=True)
class Content:
    """The whole of what an item says. text: paragraphs, one a line; audience: only for a given
    circle; until_on: only for a fixed duration; document, effective_on, expires_on may be empty."""

    matter: Matter
    title: str
    text: str
    circle: Circle
    form: str
    duration: Duration
    unit: str
    document: str = ""
    until_on: dt.date | None = None
    effective_on: dt.date | None = None
    expires_on: dt.date | None = None
    audience: Sequence[Organization] = ()


def check_content(content: Content, place: Organization, today: dt.date) -> None:
    """Refused for what an item may not say, or says in two ways."""
    for label, words, field in (
        ("事项", content.title, "title"),
        ("内容", content.text, "text"),
        ("公开方式", content.form, "form"),
        ("责任部门", content.unit, "unit"),
    ):
        if not words.strip():
            raise Refused(f"{label}还是空的。", field=field)
    check_public([("事项", content.title), ("文号", content.document), ("公开方式", content.form)])
    # An office tells where it is found: its telephone and its house are no personal data.
    office = frozenset({"landline", "address"})
    check_public([("内容", content.text), ("责任部门", content.unit)], allowed=office, family=False)
    _check_days(content, today)
    _check_circle(content, place)


def _check_days(content: Content, today: dt.date) -> None:
    fixed = content.duration == Duration.FIXED
    if fixed and content.until_on is None:
        raise Refused("固定期限的，请写公开到哪一天。", field="until_on")
    if not fixed and content.until_on is not None:
        raise Refused("只有固定期限的才写公开到哪一天。", field="until_on")
    if content.until_on is not None and content.until_on <= today:
        raise Refused("公开到的那一天要在今天以后。", field="until_on")
    since, until = content.effective_on, content.expires_on
    if since and until and until <= since:
        raise Refused("失效日期要在生效日期以后。", field="expires_on")


def _check_circle(content: Content, place: Organization) -> None:
    given = content.circle == Circle.GIVEN
    if given and not content.audience:
        raise Refused("公开给特定范围的，请选公开给哪些组织。", field="audience")
    if not given and content.audience:
        raise Refused("只有特定范围的才选组织。", field="audience")
    if len(content.audience) > MOST_AUDIENCES:
        raise Refused(f"一件事项最多选{MOST_AUDIENCES}个组织。", field="audience")
    if any(not one.path.startswith(place.path) for one in content.audience):
        raise Refused("只能公开给本组织和下级组织。", field="audience")


def check_reason(act: Act, reason: str) -> None:
    """Refused where a change or a withdrawal does not say why."""
    if act != Act.ADD and len(reason.strip()) < 4:
        raise Refused("请写明为什么变更或撤下，看得到这件事项的人都看得到。", field="reason")
    check_public([("原因", reason)])
