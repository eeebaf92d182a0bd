"""For every address with arguments: an object of one's own part of the tree, and a foreign one."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from dangjian.forum import urls
from dangjian.kernel.evidence import SYSTEM
from dangjian.membership.models import Errand
from dangjian.registry.actions import accounts, extended, imports, posts
from dangjian.registry.models import (
    Account,
    Education,
    Import,
    ImportRow,
    Organization,
    Person,
    PostTitle,
    Role,
)
from tests.district import TODAY, District, register
from tests.forum.objects import objects as forum_objects
from tests.membership.errands import asked, filled, taken
from tests.registry import tables

FORUM = {pattern.name for pattern in urls.urlpatterns if "<" in str(pattern.pattern)}


def objects(district: District, foreign: bool, name: str = "") -> dict[str, list[Any]]:
    """Address name -> arguments. The person is none of the role holders (nobody's own record).

    name: the one address they are for, so that what others need is not built.
    """
    branch = district.foreign if foreign else district.east
    person = register(branch, "秦书岚")
    post = posts.appoint(
        branch,
        person,
        title=PostTitle.PUBLICITY_MEMBER,
        on=dt.date(2026, 1, 5),
        today=TODAY,
        by=SYSTEM,
    )
    fact = extended.add_fact(
        Education,
        person,
        {"level": "21", "school": "禾丰大学", "major": "", "degree": ""},
        began_on=dt.date(2000, 9, 1),
        ended_on=None,
        today=TODAY,
        by=SYSTEM,
    )
    grant = accounts.grant(
        person,
        role=Role.ORGANIZER,
        organization=branch,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
        granter=None,
    )
    account_for(person)
    by_asker, by_paper = errands_of(district, person, foreign)
    waiting, proposed = by_asker
    run, row = import_for(branch)
    about_branch = ("organization", "organization_open", "organization_rename")
    about_branch += ("organization_move", "organization_close", "organization_units")
    about_branch += ("organization_particulars", "election_record", "post_appoint")
    about_branch += ("member_register", "find_organization")
    about_import = ("import", "import_progress", "import_enter", "import_undo")
    about_import += ("import_repair", "import_again", "import_resume")
    about_person = ("member", "member_correct", "member_reveal", "member_reassign")
    about_person += ("standing_change", "lost_report", "lost_found", "floating_report")
    about_person += ("floating_returned", "code_issue", "account_close")
    forum: dict[str, list[Any]] = {}
    if not name or name in FORUM:
        other = register(district.west if foreign else district.foreign, "冯若谷")
        account_for(other)
        forum = forum_objects(district, foreign, person, other)
    return (
        forum
        | dict.fromkeys(about_branch, [branch.pk])
        | dict.fromkeys(about_import, [run.pk])
        | dict.fromkeys(("import_row", "import_row_aside"), [run.pk, row.position])
        | dict.fromkeys(about_person, [person.pk])
        | {
            "overview_list": ["no-election"],
            "import_blank": ["roster"],
            "post_relieve": [post.pk],
            "fact_add": [person.pk, "education"],
            "fact_end": ["education", fact.pk],
            "fact_withdraw": ["education", fact.pk],
            "grant_end": [grant.pk],
            "errand_ask_for": [person.pk],
            "errand_take": [person.pk],
            "errand": [proposed.pk],
            "errand_fill_in": [waiting.pk],
            "errand_decline": [waiting.pk],
            "errand_hand_on": [waiting.pk],
            "errand_withdraw": [waiting.pk],
            "errand_confirm": [proposed.pk],
            "errand_send_back": [proposed.pk],
            "errand_slip": [by_paper.pk],
            "errand_witness": [by_paper.pk],
        }
    )


def account_for(person: Person) -> Account:
    account = Account(person=person, login_name=f"guard{person.pk}", activated_at=timezone.now())
    account.set_unusable_password()
    account.save()
    return account


def errands_of(
    district: District, person: Person, foreign: bool
) -> tuple[tuple[Errand, Errand], Errand]:
    """One waiting for its helper and one for its asker, and one by paper, of nobody's account.

    The foreign ones are between people of the other street.
    """
    if not foreign:
        newcomer = register(district.east, "谷雨生")
        by_paper = filled(district, taken(district, newcomer))
        return (asked(district), filled(district, asked(district))), by_paper
    accounts.grant(
        person,
        role=Role.ORGANIZER,
        organization=district.other_street,
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
        granter=None,
    )
    district.accounts["keeper"], district.people["keeper"] = person.account, person
    asker = register(district.foreign, "苏晚照")
    district.accounts["asker"], district.people["asker"] = account_for(asker), asker
    between = ("asker", "keeper")
    by_paper = filled(district, taken(district, register(district.foreign, "冯雪"), "keeper"))
    return (asked(district, *between), filled(district, asked(district, *between))), by_paper


def import_for(branch: Organization) -> tuple[Import, ImportRow]:
    """An import for the branch, brought in by an operator, with a row for a person to look at."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(tables.roster([tables.member(branch, "程远山", 1, 手机号="12345")]))
        file.flush()
        run = imports.start(
            Path(file.name),
            name="花名册.csv",
            kind="roster",
            as_of=TODAY,
            today=TODAY,
            at=timezone.now(),
            by=SYSTEM,
            organization=branch,
        )
    run = imports.read(run, by=SYSTEM)
    return run, ImportRow.objects.get(run=run, verdict="human")
