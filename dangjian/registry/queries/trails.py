"""What others did with a person's information and account, as the evidence log has it (T5)."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from dangjian.kernel.models import Leaf
from dangjian.kit.words import cn_moment
from dangjian.registry.models import Person, Role
from dangjian.registry.queries.merging import known_as
from dangjian.registry.queries.records import ITEMS

PER_PAGE = 20


@dataclass(frozen=True)
class Act:
    """One act: when, by whom in which role, what was done, and why (or on whose behalf)."""

    at: dt.datetime
    who: str
    role: str
    act: str
    reason: str


@dataclass(frozen=True)
class Slice:
    """One page of acts, and how many there are."""

    rows: Sequence[Act]
    total: int


def looks_at(person: Person, limit: int) -> list[Act]:
    """The latest openings of the person's sealed items. Two queries."""
    return _acts(person, _LOOKS, limit, 0)


def acts_on(person: Person, *, limit: int = PER_PAGE, offset: int = 0) -> Slice:
    """Who looked at, corrected or dealt with the account, the latest first. Three queries."""
    return Slice(_acts(person, _SENTENCES, limit, offset), _leaves(person, _SENTENCES).count())


# --- sentences ------------------------------------------------------------------------------------

Sentence = Callable[[Mapping[str, Any]], str]


def _about_items(sentence: str) -> Sentence:
    return lambda detail: sentence.format("、".join(ITEMS.get(i, i) for i in detail["items"]))


def _corrected(detail: Mapping[str, Any]) -> str:
    labels = {f.name: str(f.verbose_name) for f in Person._meta.concrete_fields}
    return f"更正了{'、'.join(labels[name] for name in detail if name in labels)}"


def _issued(detail: Mapping[str, Any]) -> str:
    loosens = detail.get("drop_second_factor")
    return "给您发了启用码" + ("，用它启用时解除动态口令" if loosens else "")


def _may_look(detail: Mapping[str, Any]) -> str:
    until = dt.datetime.fromisoformat(detail["until"])
    items = "、".join(ITEMS.get(one, one) for one in detail["items"])
    return f"经另一位同志同意，可以看您的{items}，到 {cn_moment(timezone.localtime(until))}为止"


_LOOKS: Mapping[str, Sentence] = {
    "open_items": _may_look,
    "reveal": _about_items("看了{}"),
    "look_up": _about_items("按{}查到了您"),
    "export": _about_items("导出的表格里有您的{}"),
    "open_sanctions": lambda detail: "看了您的处分和组织处置记录",
    "open_scan": lambda detail: f"打开了您发展党员档案里的《{detail['paper']}》",
}

_SENTENCES: Mapping[str, Sentence] = {
    **_LOOKS,
    "correct_items": _corrected,
    "issue_code": _issued,
    "close_account": lambda detail: "停用了您的账号",
    "impose_sanction": lambda detail: "登记了一项关于您的决定（处分或者组织处置）",
    "end_sanction": lambda detail: "登记了一项关于您的决定结束",
    "merge_person": lambda detail: "经另一位同志同意，把您登记重复的另一份档案并了进来",
    "withdraw_sanction": lambda detail: "作废了一项登记错的决定",
    "close_all_ways_in": lambda detail: "作废了您的全部登录、通行密钥、绑定的手机和启用码",
}
"""What was done, by the verb the log has it under. A verb that is missing here is not told."""


_ERASED = "做过一件事，内容已经按申请抹去"


def _leaves(person: Person, verbs: Collection[str]) -> Any:
    return Leaf.objects.filter(subject_uid__in=known_as(person), verb__in=list(verbs))


def _acts(person: Person, verbs: Collection[str], limit: int, offset: int) -> list[Act]:
    leaves = list(_leaves(person, verbs).order_by("-pk")[offset : offset + limit])
    people = {leaf.actor_person for leaf in leaves} | {leaf.behalf_person for leaf in leaves}
    names = dict(Person.objects.filter(uid__in=people - {None}).values_list("uid", "name"))
    return [_act(leaf, person, names) for leaf in leaves]


def _act(leaf: Leaf, person: Person, names: Mapping[Any, str]) -> Act:
    detail = json.loads(leaf.body).get("detail")
    role = str(Role(leaf.actor_role).label) if leaf.actor_role in Role.values else ""
    who = names.get(leaf.actor_person, "")
    if detail is None:
        return Act(leaf.at, who, role, _ERASED, "")
    return Act(
        leaf.at,
        who,
        role,
        _SENTENCES[leaf.verb](detail),
        _behalf(leaf, person, names) or detail.get("reason", ""),
    )


def _behalf(leaf: Leaf, person: Person, names: Mapping[Any, str]) -> str:
    """On whose word it was done, where that was not his own."""
    if leaf.behalf_person is None:
        return ""
    if leaf.behalf_person == person.uid:
        return "受您委托"
    return f"受{names.get(leaf.behalf_person, '')}委托"
