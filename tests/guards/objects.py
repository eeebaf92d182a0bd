"""For every address with arguments: an object of one's own part of the tree, and a foreign one."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import Any

from django.utils import timezone

from dangjian.courier.models import Channel, Kind
from dangjian.flow import actions as flow
from dangjian.flow.actions import go_away
from dangjian.flow.models import Absence, Task, ToDo
from dangjian.flow.rules import Office
from dangjian.forum import urls
from dangjian.kernel.evidence import SYSTEM
from dangjian.membership.models import Errand
from dangjian.registry.actions import accounts, extended, imports, posts
from dangjian.registry.authority import Purpose
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
from dangjian.registry.rules.imports import ROSTER_COLUMNS
from dangjian.voices.actions.mailboxes import open_mailbox
from dangjian.voices.models import Letter, Mailbox
from dangjian.voices.rules import Part
from tests.courier.told import told, verified, waiting_for_code
from tests.district import TODAY, District, register
from tests.flow.procedures import prepared
from tests.forum.objects import objects as forum_objects
from tests.membership.errands import asked, filled, taken
from tests.registry import tables
from tests.voices.letters import NOON, dealt_with
from tests.voices.received import published

_EDUCATION = ROSTER_COLUMNS.index("学历")

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
    message = told(district.people["foreigner" if foreign else "member"])
    office = district.people["office"]
    if not foreign and not Channel.objects.filter(person=office).exists():
        waiting_for_code(office, Kind.MAIL)
        verified(office, Kind.SMS)
    run, row = import_for(branch)
    procedure, transfer = prepared(district)
    about_procedure = ("procedure", "procedure_cases", "procedure_start", "procedure_draft")
    about_procedure += ("procedure_test", "procedure_publish", "procedure_discard")
    letter, shared, share, box = letters_of(district, foreign)
    written = written_for(district, foreign)
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
        | dict.fromkeys(about_procedure, [procedure.pk])
        | dict.fromkeys(about_import, [run.pk])
        | dict.fromkeys(("import_row", "import_row_aside"), [run.pk, row.position])
        | dict.fromkeys(("import_alike", "import_alike_back"), [run.pk, row.position, _EDUCATION])
        | dict.fromkeys(about_person, [person.pk])
        | {
            "absence_end": [absence_of(district, foreign).pk],
            "transfer_undo": [transfer.pk],
            "procedure_edition": [procedure.pk, 2],
            "procedure_term": [procedure.pk, "finish"],
            "procedure_word": [procedure.pk, "received"],
            "procedure_recipient": [procedure.pk, "registrar"],
            "procedure_paper": [procedure.pk, "accept"],
            "procedure_paper_drop": [procedure.pk, "accept"],
            "letter": [letter.pk],
            "letter_step": [letter.pk, "draft"],
            "letter_share": [shared.pk, share.pk],
            "letter_in_full": [letter.pk],
            "letter_notice": [letter.pk, letter.notices.get().pk],
            "mailbox_open": [branch.pk],
            "mailbox_close": [box.pk],
            "overview_list": ["no-election"],
            "import_blank": ["roster"],
            "post_relieve": [post.pk],
            "fact_add": [person.pk, "education"],
            "fact_end": ["education", fact.pk],
            "fact_withdraw": ["education", fact.pk],
            "grant_end": [grant.pk],
            "message_read": [message.pk],
            **dict.fromkeys(("channel_address", "channel_verify"), ["mail"]),
            **dict.fromkeys(("channel_code_again", "channel_switch", "channel_remove"), ["sms"]),
            "my_letter": [written.pk],
            "letter_call": [written.pk],
            "answer": [written.pk],
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


def absence_of(district: District, foreign: bool) -> Absence:
    """Days on which the member, or somebody of the other street, has a substitute."""
    away = district.people["foreigner" if foreign else "member"]
    known = Absence.objects.filter(person=away).first()
    return known or go_away(
        away,
        substitute=district.people["clerk"],
        from_on=TODAY,
        until_on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )


def written_for(district: District, foreign: bool) -> Letter:
    """A letter to the own street by the member, or to the other street by nobody known; public."""
    return published(
        district,
        "楼道的灯坏了，请修一修。",
        "已经修好。",
        at=district.other_street if foreign else district.street,
        account=None if foreign else district.accounts["member"],
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


def letters_of(district: District, foreign: bool) -> tuple[Letter, Letter, ToDo, Mailbox]:
    """A petition that a street deals with; one in which it asked a branch to help; a mailbox."""
    street = district.other_street if foreign else district.street
    branch = district.foreign if foreign else district.east
    letter = dealt_with(district, street)
    shared = dealt_with(district, street)
    [share] = flow.ask_share(
        shared,
        Task.JOIN,
        what="请核实现场情况",
        to=[Office(branch, Purpose.LETTERS)],
        part=Part.HANDLER,
        now=NOON,
        by=SYSTEM,
    )
    box = Mailbox.objects.filter(organization=street).first() or open_mailbox(
        street, title="书记信箱", leader=None, today=TODAY, by=SYSTEM
    )
    return letter, shared, share, box


def import_for(branch: Organization) -> tuple[Import, ImportRow]:
    """An import for the branch, brought in by an operator, with a row for a person to look at."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(tables.roster([tables.member(branch, "程远山", 1, 学历="秀才")]))
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
    return run, ImportRow.objects.get(run=run, verdict="reject")
