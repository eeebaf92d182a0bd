"""审计: who saw, changed and took away what, and why; and that nothing was removed (L4)."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from dangjian.desk.audit_words import KINDS, words
from dangjian.kernel import clock, identity, jobs
from dangjian.kernel.evidence import Actor
from dangjian.kernel.files.writing import Column, Mark, write_workbook
from dangjian.kernel.proofs import verifications, witnesses
from dangjian.kernel.refusal import Missing, Refused
from dangjian.kit.forms import DateField
from dangjian.registry.actions import audits as actions
from dangjian.registry.authority import Purpose, Viewer
from dangjian.registry.queries import audits
from dangjian.registry.queries.audits import Asked, Record
from dangjian.registry.views.doors import viewer

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = (
    ("时间", 20), ("谁", 12), ("什么身份", 12), ("受谁委托", 12), ("做了什么", 26), ("对什么", 14),
    ("名称", 24), ("在哪里", 24), ("为什么", 40), ("编号", 10), ("记录全文", 60),
)  # fmt: skip


class Filter(forms.Form):
    """What the records are narrowed by."""

    who = forms.CharField(label="谁，或者谁的信息", max_length=60, required=False)
    place = forms.CharField(label="哪个组织", max_length=120, required=False)
    kind = forms.ChoiceField(
        label="做了什么", required=False, choices=[("", "不限"), *KINDS.items()]
    )
    since = DateField(label="从哪天", required=False)
    until = DateField(label="到哪天", required=False)

    def clean_who(self) -> str:
        name = str(self.cleaned_data["who"]).strip()
        if identity.holds_number(name):
            raise forms.ValidationError("请写姓名，不要写号码：地址栏里会留下它。")
        return name

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        since, until = values.get("since"), values.get("until")
        if since and until and until < since:
            self.add_error("until", "结束的日期比开始的还早。")
        return values

    def asked(self) -> Asked:
        values = self.cleaned_data
        kind = values["kind"]
        return Asked(
            values["who"],
            values["place"].strip(),
            words().verbs(kind) if kind else frozenset(),
            kind == "changed",
            values["since"],
            values["until"],
        )

    def told(self) -> dict[str, str]:
        """What was asked, as people read it."""
        values = {**self.cleaned_data, "kind": KINDS.get(self.cleaned_data["kind"], "")}
        return {str(self.fields[name].label): str(one) for name, one in values.items() if one}


class Taking(forms.Form):
    """Why the records are taken away."""

    reason = forms.CharField(
        label="为什么要导出", max_length=120, help_text="会写进记录，也印在表上。"
    )


@dataclass(frozen=True)
class Line:
    """A record in words."""

    record: Record
    act: str
    subject: str


@never_cache
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """The records, fifty on a page; above them whether the log is whole."""
    who = _auditor(request)
    form = Filter(request.GET)
    before = request.GET.get("before", "")
    if before and not re.fullmatch(r"[0-9]{1,18}", before):
        raise Refused("页码不对，请从第一页看起。", status=400)
    context: dict[str, Any] = {"form": form, "query": _query(request)}
    if form.is_valid():
        found = audits.page(who.scope(Purpose.AUDIT), form.asked(), int(before) if before else None)
        context |= {"lines": _lines(found.rows), "earlier": found.earlier, "chosen": form.told()}
    context |= {"last": verifications.last(), "confirmed": witnesses.confirmed()}
    context |= {"now": clock.now(), "later": bool(before), "checking": jobs.waits(actions.VERIFY)}
    return render(request, "desk/audit.html", context, status=200 if form.is_valid() else 400)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def audit_export(request: HttpRequest) -> HttpResponse | FileResponse:
    """The records the address asks for, as a table to take away: with a reason, marked."""
    who = _auditor(request)
    form = Filter(request.GET)
    if not form.is_valid():
        raise Refused("条件没填对，请回到审计页改好再导出。", status=400)
    taking = Taking(request.POST if request.method == "POST" else None)
    if taking.is_bound and taking.is_valid():
        try:
            return _file(who, form, taking.cleaned_data["reason"])
        except Refused as refusal:
            taking.add_error("reason" if refusal.field == "reason" else None, refusal.sentence)
    context = {"form": taking, "told": form.told(), "query": _query(request), "most": actions.MOST}
    status = 422 if taking.is_bound else 200
    return render(request, "desk/audit_export.html", context, status=status)


@require_POST
def audit_verify(request: HttpRequest) -> HttpResponse:
    """Have the whole log computed anew."""
    who = _auditor(request)
    try:
        actions.ask_verification(by=_actor(who))
    except Refused as refusal:
        messages.warning(request, refusal.sentence)
    else:
        messages.success(request, "开始核对全部证据，做好了结论写在这一页上。")
    return redirect("audit")


def _auditor(request: HttpRequest) -> Viewer:
    who = viewer(request)
    if not who.may_anywhere(Purpose.AUDIT):
        raise Missing("没有这一页，或者不在您的权限范围内。")
    return who


def _actor(who: Viewer) -> Actor:
    return who.actor(Purpose.AUDIT, who.scope(Purpose.AUDIT).paths[0])


def _query(request: HttpRequest) -> str:
    """The conditions, without the place in the list."""
    kept = request.GET.copy()
    kept.pop("before", None)
    return kept.urlencode()


def _lines(rows: Iterable[Record]) -> list[Line]:
    said = words()
    return [
        Line(one, said.act(one.verb), said.subjects.get(one.kind, one.kind)) for one in rows
    ]


def _file(who: Viewer, form: Filter, reason: str) -> FileResponse:
    file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by the answer
    told, now = form.told(), clock.now()
    about = "，".join(f"{label}：{value}" for label, value in told.items()) or "全部记录"
    mark = Mark(f"{who.name}（{who.place}审计员）", now, f"{reason}　条件：{about}")

    def write(rows: Iterable[Record]) -> int:
        columns = [Column(head, width=width) for head, width in _COLUMNS]
        cells = (_cells(line) for line in _lines_of(rows))
        return write_workbook(file, title="证据记录", columns=columns, rows=cells, mark=mark)

    actions.export_evidence(
        form.asked(),
        write,
        scope=who.scope(Purpose.AUDIT),
        told=told,
        reason=reason,
        by=_actor(who),
    )
    file.seek(0)
    name = f"证据记录-{now:%Y%m%d-%H%M}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)


def _lines_of(rows: Iterable[Record]) -> Iterable[Line]:
    for row in rows:
        yield from _lines([row])


def _cells(line: Line) -> list[str]:
    one = line.record
    at = one.at.astimezone(dt.timezone(dt.timedelta(hours=8)))
    return [
        f"{at:%Y-%m-%d %H:%M:%S}", one.who, one.role, one.behalf, line.act, line.subject,
        one.subject, one.place, one.reason, str(one.pk), one.body,
    ]  # fmt: skip
