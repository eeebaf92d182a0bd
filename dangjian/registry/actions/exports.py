"""Take the list of members away as a table: with a reason, on record, marked (L9)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dangjian.kernel import evidence
from dangjian.kernel.evidence import Actor, Trace
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Scope
from dangjian.registry.models import Consent, Organization
from dangjian.registry.queries import exports
from dangjian.registry.queries.exports import KEY, OPEN
from dangjian.registry.queries.people import Wanted
from dangjian.registry.rules.consents import FREE_EXPORT, export_needs_two
from dangjian.registry.rules.people import stated

MOST = 200_000
"""How many people one table may hold: more than any district has."""


@dataclass(frozen=True)
class Order:
    """What is to be taken away, and why.

    wanted, on: as the list was asked. told: the same as people read it (label -> value), for the
    log. columns: names of OPEN and KEY, in the order they shall stand in.
    """

    wanted: Wanted
    on: dt.date
    told: Mapping[str, str]
    columns: Sequence[str]
    reason: str

    @classmethod
    def agreed(cls, consent: Consent, today: dt.date) -> Order:
        """What a second person agreed to, as it stands in the consent."""
        payload = consent.wanted
        place = Organization.objects.get(pk=int(payload["organization"]))
        on = dt.date.fromisoformat(payload["on"]) if payload["on"] else today
        also = f"（{consent.checker.name}同意）" if consent.checker else ""
        wanted = exports.wanted_of(payload, place)
        return cls(wanted, on, payload["told"], payload["columns"], f"{consent.reason}{also}")


Write = Callable[[Sequence[str], int, Iterable[Sequence[str]]], object]
"""Gets the headers of the columns, how many rows come, and the rows."""


@evidence.action
def export_members(
    order: Order,
    write: Write,
    *,
    place: Organization,
    scope: Scope,
    reveals: Scope,
    today: dt.date,
    by: Actor,
    agreed_to: int = 0,
) -> int:
    """Write the table of members of the scope; returns of how many.

    agreed_to: the number of people of which a second person agreed that the list leaves; 0 without
    one. One leaf says who took which columns of whom and why, under `place`; where sealed items are
    among them, one for each person whose items stand in it. Refused without a reason or a column,
    for nobody, for more than MOST, and where a second person must agree and did not, or not to so
    many.
    """
    reason = stated(order.reason)
    columns = [name for name in (*OPEN, *KEY) if name in order.columns]
    if not columns:
        raise Refused("请至少选一列。", field="columns")
    found = exports.ids(scope, order.wanted, order.on, today)
    if not found:
        raise Refused("这些条件下没有人，没有可导出的。")
    if len(found) > MOST:
        raise Refused(f"一次最多导出 {MOST:,} 人，请按组织分几次导出。")
    if export_needs_two(len(found), columns) and len(found) > agreed_to:
        raise Refused(
            f"现在有 {len(found):,} 人，比同意的 {agreed_to:,} 人多，请重新申请。"
            if agreed_to
            else f"超过 {FREE_EXPORT} 人或者带公民身份号码的名单，要由另一位同志同意才能导出。"
        )
    opened: list[Trace] = []
    keys = sorted(set(columns) & set(KEY))

    def rows() -> Iterator[Sequence[str]]:
        for line in exports.lines(
            found, columns, scope=scope, reveals=reveals, on=order.on, today=today
        ):
            if line.opened:
                person = line.person
                detail = {"items": keys, "reason": reason}
                opened.append(Trace("person", person.uid, person.path, detail))
            yield line.cells

    write(exports.headers(columns), len(found), rows())
    evidence.record(
        by,
        "export_members",
        "organization",
        place.uid,
        place.path,
        reason=reason,
        filters=dict(order.told),
        count=len(found),
        columns=columns,
        opened=len(opened),
    )
    if opened:
        evidence.record_many(by, "export", opened)
    return len(found)
