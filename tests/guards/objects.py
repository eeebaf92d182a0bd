"""For every address with arguments: an object of one's own part of the tree, and a foreign one."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from allauth.mfa.models import Authenticator
from django.utils import timezone

from dangjian.courier.models import Channel, Kind
from dangjian.flow import actions as flow
from dangjian.flow.actions import go_away
from dangjian.flow.models import Absence, Task, ToDo
from dangjian.flow.rules import Office
from dangjian.forum import urls
from dangjian.kernel.evidence import SYSTEM
from dangjian.library.actions import uploads
from dangjian.membership.models import Errand
from dangjian.registry.actions import extended, imports, posts
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
from tests.appraisal.objects import APPRAISALS
from tests.appraisal.objects import objects as appraisal_objects
from tests.courier.told import told, verified, waiting_for_code
from tests.development.objects import OF_DEVELOPMENT
from tests.development.objects import objects as development_objects
from tests.district import TODAY, District, give, register
from tests.dues.objects import OF_DUES
from tests.dues.objects import objects as dues_objects
from tests.feeds.objects import OF_ENTRY, OF_SOURCE
from tests.feeds.objects import objects as feeds_objects
from tests.flow.procedures import prepared
from tests.forum.objects import objects as forum_objects
from tests.handover.objects import HANDOVERS
from tests.handover.objects import objects as handover_objects
from tests.honours.objects import HONOURS
from tests.honours.objects import objects as honours_objects
from tests.library.files import with_a_file
from tests.library.keeping import entered, mixed_pdf
from tests.library.keeping import send as admission_of
from tests.meetings.objects import MEETINGS
from tests.meetings.objects import objects as meetings_objects
from tests.membership.corrected import PNG
from tests.membership.corrected import asked as correction_asked
from tests.membership.errands import asked, filled, taken
from tests.openness.objects import OPENNESS
from tests.openness.objects import objects as openness_objects
from tests.portal.objects import PORTAL
from tests.portal.objects import objects as portal_objects
from tests.registry import tables
from tests.registry.consent_objects import CONSENTS
from tests.registry.consent_objects import objects as consent_objects
from tests.transfers.objects import TRANSFERS
from tests.transfers.objects import objects as transfer_objects
from tests.voices.letters import NOON, dealt_with
from tests.voices.received import published

_EDUCATION = ROSTER_COLUMNS.index("学历")

FORUM = {pattern.name for pattern in urls.urlpatterns if "<" in str(pattern.pattern)}


def objects(district: District, foreign: bool) -> dict[str, list[Any]]:
    """Address name -> arguments, for all addresses."""
    return shared(district, foreign, (*MADE_FOR, *PORTAL, *OPENNESS))


def kin_of(name: str) -> int:
    """Which addresses share their objects: a number alike for all of them."""
    if name in PORTAL:
        return len(_MADE)
    return len(_MADE) + 1 if name in OPENNESS else MADE_FOR.get(name, -1)


def shared(district: District, foreign: bool, names: Sequence[str]) -> dict[str, list[Any]]:
    """What several addresses need in common. The person is none of the role holders (nobody's own
    record). names: the addresses they are for, so that what others need is not built."""
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
    grant = give(person, Role.ORGANIZER, branch)
    passkey = passkey_of(account_for(person))
    found: dict[str, list[Any]] = (
        dict.fromkeys(_ABOUT_BRANCH, [branch.pk])
        | dict.fromkeys(_ABOUT_PERSON, [person.pk])
        | {
            "overview_list": ["no-election"],
            "import_blank": ["roster"],
            "post_relieve": [post.pk],
            "organization_life": [branch.pk, "merge"],
            "fact_add": [person.pk, "education"],
            "fact_end": ["education", fact.pk],
            "fact_withdraw": ["education", fact.pk],
            "grant_end": [grant.pk],
            "mfa_remove_webauthn": [passkey.pk],
            "notices_feed": ["atom"],
            "sitemap_section": ["articles"],
        }
    )
    for kin in sorted({MADE_FOR[name] for name in names if name in MADE_FOR}):
        found |= list(_MADE.values())[kin](district, foreign, branch, person)
    if PORTAL & set(names):
        found |= portal_objects(district, branch)
    if OPENNESS & set(names):
        found |= openness_objects(district, branch)
    return found


_ABOUT_BRANCH = ("organization", "organization_open", "organization_rename")
_ABOUT_BRANCH += ("organization_move", "organization_close", "organization_units")
_ABOUT_BRANCH += ("organization_particulars", "election_record", "post_appoint")
_ABOUT_BRANCH += ("organization_lives",)
_ABOUT_BRANCH += ("member_register", "find_organization", "mailbox_open")
_ABOUT_BRANCH += ("development_begin", "development_local_add")
_ABOUT_PERSON = ("member", "member_correct", "member_reveal", "member_reassign")
_ABOUT_PERSON += ("member_open",)
_ABOUT_PERSON += ("standing_change", "lost_report", "lost_found", "floating_report")
_ABOUT_PERSON += ("floating_returned", "code_issue", "account_close", "account_ways")
_ABOUT_PERSON += ("errand_ask_for", "errand_take")
_ABOUT_PERSON += ("handover_start_for", "leaving_notice")
_ABOUT_BRANCH += ("guest_take",)
_ABOUT_PERSON += ("standing_history", "transfer_start", "certificates", "certificate_give")
_OF_CORRECTION = ("correction", "correction_decide", "correction_withdraw", "correction_file")
_OF_IMPORT = ("import", "import_progress", "import_enter", "import_undo")
_OF_IMPORT += ("import_repair", "import_again", "import_resume")
_OF_ROW = ("import_row", "import_row_aside")
_OF_LIKE_ROWS = ("import_alike", "import_alike_back")
_OF_PROCEDURE = ("procedure", "procedure_cases", "procedure_start", "procedure_draft")
_OF_PROCEDURE += ("procedure_test", "procedure_publish", "procedure_discard")
_OF_EDITION = ("transfer_undo", "procedure_edition", "procedure_term", "procedure_word")
_OF_EDITION += ("procedure_recipient", "procedure_paper", "procedure_paper_drop")
_OF_MAIL = ("channel_address", "channel_verify")
_OF_SMS = ("channel_code_again", "channel_switch", "channel_remove")
_OF_LETTER = ("letter", "letter_step", "letter_share", "letter_in_full", "letter_notice")
_OF_LETTER += ("mailbox_close",)
_OF_WRITTEN = ("my_letter", "letter_call", "answer")
_OF_HOLDING = ("holding", "holding_edit", "holding_send", "holding_withdraw", "holding_return")
_OF_FILE = ("scan_file", "scan_progress", "scan_stop", "scan_again")
_OF_ADMISSION = ("admission", "admission_sign", "admission_back", "admission_take")
_OF_LIBRARY = ("document", "document_file", "document_place")
_OF_ERRAND = ("errand", "errand_fill_in", "errand_decline", "errand_hand_on", "errand_withdraw")
_OF_ERRAND += ("errand_confirm", "errand_send_back", "errand_slip", "errand_witness")


def _imports(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    run, row = import_for(branch)
    return (
        dict.fromkeys(_OF_IMPORT, [run.pk])
        | dict.fromkeys(_OF_ROW, [run.pk, row.position])
        | dict.fromkeys(_OF_LIKE_ROWS, [run.pk, row.position, _EDUCATION])
    )


def _procedures(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    procedure, transfer = prepared(district)
    return dict.fromkeys(_OF_PROCEDURE, [procedure.pk]) | {
        "transfer_undo": [transfer.pk],
        "procedure_edition": [procedure.pk, 2],
        "procedure_term": [procedure.pk, "finish"],
        "procedure_word": [procedure.pk, "received"],
        "procedure_recipient": [procedure.pk, "registrar"],
        "procedure_paper": [procedure.pk, "accept"],
        "procedure_paper_drop": [procedure.pk, "accept"],
    }


def _told(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    message = told(district.people["foreigner" if foreign else "member"])
    office = district.people["office"]
    if not foreign and not Channel.objects.filter(person=office).exists():
        waiting_for_code(office, Kind.MAIL)
        verified(office, Kind.SMS)
    return (
        {"message_read": [message.pk]}
        | dict.fromkeys(_OF_MAIL, ["mail"])
        | dict.fromkeys(_OF_SMS, ["sms"])
    )


def _letters(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    letter, shared, share, box = letters_of(district, foreign)
    return {
        "letter": [letter.pk],
        "letter_step": [letter.pk, "draft"],
        "letter_share": [shared.pk, share.pk],
        "letter_in_full": [letter.pk],
        "letter_notice": [letter.pk, letter.notices.get().pk],
        "mailbox_close": [box.pk],
    }


def _written(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return dict.fromkeys(_OF_WRITTEN, [written_for(district, foreign).pk])


def _errands(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    (waiting, proposed), by_paper = errands_of(district, person, foreign)
    return {
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


def _forum(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    other = register(district.west if foreign else district.foreign, "冯若谷")
    account_for(other)
    return forum_objects(district, foreign, person, other)


def _absences(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return {"absence_end": [absence_of(district, foreign).pk]}


def _library(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return dict.fromkeys(_OF_LIBRARY, [with_a_file("library-guard").pk])


def _holdings(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    scan = entered(district, office=branch, file=("a.pdf", mixed_pdf("Luhua ferry", "")))
    assert scan.upload is not None
    uploads.read_upload(scan.upload.pk, by=SYSTEM)
    found: dict[str, list[Any]] = dict.fromkeys(_OF_HOLDING, [scan.document_id])
    found |= dict.fromkeys(_OF_FILE, [scan.upload.pk])
    found |= dict.fromkeys(("scan_page", "scan_picture"), [scan.upload.pk, 1])
    found["holding_draft"] = [scan.document_id, scan.pk]
    admission = admission_of(district, entered(district, office=branch).document)
    return found | dict.fromkeys(_OF_ADMISSION, [admission.pk])


def _feeds(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return feeds_objects(district, branch)


def _meetings(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return meetings_objects(district, branch)


def _developments(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return development_objects(district, branch)


def _transfers(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return transfer_objects(district, branch)


def _corrections(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    member = district.people["foreigner" if foreign else "member"]
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(PNG)
        file.flush()
        request = correction_asked(member, file=Path(file.name))
    return dict.fromkeys(_OF_CORRECTION, [request.pk])


def _dues(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return dues_objects(district, branch, person)


_Made = Callable[[District, bool, Organization, Person], dict[str, list[Any]]]
def _honours(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return honours_objects(district, branch, person)


def _appraisals(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return appraisal_objects(district, branch, person)


def _handovers(
    district: District, foreign: bool, branch: Organization, person: Person
) -> dict[str, list[Any]]:
    return handover_objects(district, foreign, branch, person)


_MADE: dict[tuple[str, ...], _Made] = {
    APPRAISALS: _appraisals,
    tuple(sorted(HONOURS)): _honours,
    _OF_ERRAND: _errands,
    ("message_read", *_OF_MAIL, *_OF_SMS): _told,
    (*_OF_IMPORT, *_OF_ROW, *_OF_LIKE_ROWS): _imports,
    (*_OF_PROCEDURE, *_OF_EDITION): _procedures,
    OF_DUES: _dues,
    _OF_LETTER: _letters,
    _OF_WRITTEN: _written,
    tuple(FORUM): _forum,
    ("absence_end",): _absences,
    _OF_LIBRARY: _library,
    (*_OF_HOLDING, *_OF_FILE, *_OF_ADMISSION, "holding_draft", "scan_page", "scan_picture"): (
        _holdings
    ),
    (*OF_SOURCE, *OF_ENTRY): _feeds,
    OF_DEVELOPMENT: _developments,
    tuple(sorted(MEETINGS)): _meetings,
    TRANSFERS: _transfers,
    HANDOVERS: _handovers,
    _OF_CORRECTION: _corrections,
    CONSENTS: consent_objects,
}
MADE_FOR = {name: kin for kin, names in enumerate(_MADE) for name in names}
"""Address name -> which entry of _MADE builds its objects."""


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


def passkey_of(account: Account) -> Authenticator:
    """A passkey as far as its owner sees it."""
    device = Authenticator(user=account, type=Authenticator.Type.WEBAUTHN, data={"name": "手机"})
    device.save()
    return device


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
    give(person, Role.ORGANIZER, district.other_street)
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
