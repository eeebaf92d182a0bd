"""Which acts take two, and how each is checked, done and read: one declaration for each.

The engine (`asking`, `deciding`) knows none of them; a new one is a line of DEEDS.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import accounts, merging
from dangjian.registry.actions.consents import emergencies, erasing, leavers, openings
from dangjian.registry.actions.consents.declared import Deed, Line, Wanted
from dangjian.registry.actions.imports import undoing
from dangjian.registry.authority import Purpose
from dangjian.registry.models import (
    Act,
    Consent,
    Import,
    ImportKind,
    Organization,
    Person,
    Role,
    RoleGrant,
)
from dangjian.registry.queries import consents as queries
from dangjian.registry.queries import exports
from dangjian.registry.queries.merging import lines_of
from dangjian.registry.rules import consents as rules
from dangjian.registry.rules import operations

# --- roles ----------------------------------------------------------------------------------------


def _organization(wanted: Wanted) -> Organization:
    return Organization.objects.get(pk=int(wanted["organization"]))


def _holder(wanted: Wanted) -> Person:
    return Person.objects.select_related("organization").get(pk=int(wanted["holder"]))


def _check_grant(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    accounts.check_grant(_holder(wanted), wanted["role"], _organization(wanted), maker, now.date())


def _grant(consent: Consent, wanted: Wanted, by: Actor) -> RoleGrant:
    day = queries.day_of(consent.decided_at)
    return accounts.grant(
        _holder(wanted),
        role=wanted["role"],
        organization=_organization(wanted),
        on=day,
        today=day,
        by=by,
        granter=consent.maker,
        document=wanted["document"],
        consent=consent,
    )


def _tell_grant(wanted: Wanted, today: dt.date) -> list[Line]:
    holder = _holder(wanted)
    return [
        ("授给", queries.called(holder)),
        ("角色", str(Role(wanted["role"]).label)),
        ("管哪里", f"{_organization(wanted).short_name}和它的全部下级"),
        ("授权依据", wanted["document"]),
        ("现在有的角色", queries.roles_of(holder, today) or "没有"),
        ("从何时起", "同意的当天"),
    ]


def _given(wanted: Wanted) -> RoleGrant:
    found = RoleGrant.objects.select_related("holder__organization", "organization")
    return found.get(pk=int(wanted["grant"]))


def _check_end(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    accounts.check_end(_given(wanted), maker.uid)


def _end(consent: Consent, wanted: Wanted, by: Actor) -> RoleGrant:
    day = queries.day_of(consent.decided_at)
    return accounts.end_grant(_given(wanted), on=day, by=by, consent=consent)


def _tell_end(wanted: Wanted, today: dt.date) -> list[Line]:
    given = _given(wanted)
    return [
        ("收回谁的", queries.called(given.holder)),
        ("角色", str(Role(given.role).label)),
        ("管哪里", f"{given.organization.short_name}和它的全部下级"),
        ("现在有的角色", queries.roles_of(given.holder, today) or "没有"),
        ("收回以后", "本人下一步操作就没有这个权限"),
    ]


# --- key data -------------------------------------------------------------------------------------


def _person(wanted: Wanted) -> Person:
    return Person.objects.select_related("organization").get(pk=int(wanted["person"]))


def _place_of(wanted: Wanted) -> Organization:
    place = _person(wanted).organization
    if place is None:
        raise Refused("这位同志不在任何党组织里，不能在这里查看。")
    return place


def _tell_open(wanted: Wanted, today: dt.date) -> list[Line]:
    return [
        ("看谁的", queries.called(_person(wanted))),
        ("看哪几项", queries.items_called(wanted["items"])),
        ("看多久", f"同意以后 {wanted['hours']} 小时"),
        ("本人知不知道", "知道，列在他的“谁看过我的信息”里"),
    ]


# --- lists that leave -----------------------------------------------------------------------------


def _check_export(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    if not wanted["columns"]:
        raise Refused("请至少选一列。", field="columns")


def _tell_export(wanted: Wanted, today: dt.date) -> list[Line]:
    told = "，".join(f"{label}：{value}" for label, value in sorted(wanted["told"].items()))
    return [
        ("范围", _organization(wanted).short_name),
        ("条件", told or "全体党员"),
        ("人数", f"{int(wanted['count']):,} 人"),
        ("哪几列", "、".join(exports.headers(wanted["columns"]))),
        ("哪天的名单", wanted["on"] or "导出当天的"),
    ]


# --- emergencies ----------------------------------------------------------------------------------


def _tell_emergency(wanted: Wanted, today: dt.date) -> list[Line]:
    return [
        ("在哪里", f"{_organization(wanted).short_name}和它的全部下级"),
        ("多长时间", f"同意以后 {wanted['hours']} 小时"),
        ("可以做什么", "平时的复核人都不在时，由提出和同意应急的两位同志代为复核；仍然要两个人"),
        ("以后", "做过的每一件都列出来，由审计员复查"),
    ]


# --- the operator's acts --------------------------------------------------------------------------


def _everything(wanted: Wanted) -> Organization:
    return Organization.objects.get(parent=None)


def _check_operation(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    if operations.detail_of(wanted["operation"], wanted["detail"]) != wanted["detail"]:
        raise Refused("内容前后有多余的空格。", field="detail")


# --- people and tables ----------------------------------------------------------------------------


def _tell_merge(wanted: Wanted, today: dt.date) -> list[Line]:
    kept, gone = merging.records_of(wanted)
    lines = [(f"保留的档案：{label}", value) for label, value in lines_of(kept)]
    lines += [(f"并入的档案：{label}", value) for label, value in lines_of(gone)]
    return [
        ("保留哪一份", queries.called(kept)),
        ("并入哪一份", queries.called(gone)),
        ("以后", "并入的一份不再在名单里，原样留作历史；待办、转接、党籍变化等都归到保留的一份"),
        *(lines if gone.path else []),
    ]


def _run(wanted: Wanted) -> Import:
    return Import.objects.select_related("organization").get(pk=int(wanted["run"]))


def _place_of_run(wanted: Wanted) -> Organization:
    run = _run(wanted)
    return run.organization or Organization.objects.get(parent=None)


def _tell_undo(wanted: Wanted, today: dt.date) -> list[Line]:
    run = _run(wanted)
    changed = "留在名册里" if wanted["keep_changed"] else "没有这样的人，有就不撤回"
    return [
        ("哪一份", f"{run.file_name}（{run.get_kind_display()}）"),
        ("文件摘要", str(wanted["digest"])),
        ("已经入册", f"{int(wanted['entered']):,} 行"),
        ("以后", "由这份表登记的全部退出名册，不能恢复，只能重新导入；导入和撤回的记录都保留"),
        *([("导入以后又改过的人", changed)] if run.kind == ImportKind.ROSTER else []),
    ]


def _nobody(wanted: Wanted) -> None:
    return None


def _nothing_to_check(wanted: Wanted, maker: Person, now: dt.datetime) -> None:
    return None


DEEDS: Mapping[Act, Deed] = {
    deed.act: deed
    for deed in (
        Deed(
            Act.GRANT,
            asks=Purpose.GRANT,
            agrees=Purpose.AGREE_GRANT,
            where=_organization,
            concerns=_holder,
            check=_check_grant,
            do=_grant,
            told=_tell_grant,
        ),
        Deed(
            Act.END_OFFICER,
            asks=Purpose.GRANT,
            agrees=Purpose.AGREE_GRANT,
            where=lambda wanted: _given(wanted).organization,
            concerns=lambda wanted: _given(wanted).holder,
            check=_check_end,
            do=_end,
            told=_tell_end,
        ),
        Deed(
            Act.OPEN,
            asks=Purpose.REVEAL,
            agrees=Purpose.REVEAL,
            where=_place_of,
            concerns=_person,
            check=lambda wanted, maker, now: openings.check(wanted),
            do=openings.open_items,
            told=_tell_open,
        ),
        Deed(
            Act.EXPORT,
            asks=Purpose.READ,
            agrees=Purpose.READ,
            where=_organization,
            concerns=_nobody,
            check=_check_export,
            do=None,
            told=_tell_export,
        ),
        Deed(
            Act.EXPORT_KEY,
            asks=Purpose.REVEAL,
            agrees=Purpose.REVEAL,
            where=_organization,
            concerns=_nobody,
            check=_check_export,
            do=None,
            told=_tell_export,
        ),
        Deed(
            Act.EMERGENCY,
            asks=Purpose.EMERGENCY,
            agrees=Purpose.EMERGENCY,
            where=_organization,
            concerns=_nobody,
            check=lambda wanted, maker, now: emergencies.check(wanted),
            do=emergencies.begin,
            told=_tell_emergency,
            waits=rules.SOON,
        ),
        Deed(
            Act.HAND_OVER,
            asks=Purpose.GRANT,
            agrees=Purpose.AGREE_GRANT,
            where=_organization,
            concerns=_holder,
            concerns_too=leavers.giver,
            check=leavers.check_hand_over,
            do=None,
            by_room=True,
            told=leavers.tell_hand_over,
        ),
        Deed(
            Act.REOPEN,
            asks=Purpose.GRANT,
            agrees=Purpose.AGREE_GRANT,
            where=leavers.place,
            concerns=leavers.leaver,
            check=leavers.check_reopen,
            do=None,
            by_room=True,
            told=leavers.tell_reopen,
        ),
        Deed(
            Act.VOID_NOTICE,
            asks=Purpose.AGREE_GRANT,
            agrees=Purpose.AGREE_GRANT,
            where=leavers.place,
            concerns=leavers.leaver,
            check=leavers.check_void,
            do=None,
            by_room=True,
            told=leavers.tell_void,
        ),
        Deed(
            Act.OPERATE,
            asks=Purpose.EMERGENCY,
            agrees=Purpose.EMERGENCY,
            where=_everything,
            concerns=_nobody,
            check=_check_operation,
            do=None,
            told=lambda wanted, today: operations.told(wanted["operation"], wanted["detail"]),
            apart=True,
        ),
        Deed(
            Act.MERGE,
            asks=Purpose.STANDING,
            agrees=Purpose.STANDING,
            where=merging.place_of,
            concerns=lambda wanted: merging.records_of(wanted)[0],
            check=lambda wanted, maker, now: merging.check(wanted),
            do=merging.merge,
            told=_tell_merge,
        ),
        Deed(
            Act.ERASE,
            asks=Purpose.GRANT,
            agrees=Purpose.AUDIT,
            where=_everything,
            concerns=erasing.person_of,
            check=lambda wanted, maker, now: erasing.check(wanted, now),
            do=erasing.erase,
            told=erasing.told,
            apart=True,
            never_urgent=True,
        ),
        *(
            Deed(
                act,
                asks=purpose,
                agrees=purpose,
                where=_place_of_run,
                concerns=_nobody,
                check=lambda wanted, maker, now: undoing.check_wanted(_run(wanted), wanted),
                do=None,
                told=_tell_undo,
            )
            for act, purpose in (
                (Act.UNDO_IMPORT, Purpose.MAINTAIN),
                (Act.UNDO_TREE, Purpose.STRUCTURE),
            )
        ),
    )
}


def deed_of(consent: Consent) -> Deed:
    """How the act of a request is checked, done and read."""
    return DEEDS[Act(consent.act)]
