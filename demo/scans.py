"""A scanned paper in the library: typed beside its picture by a person, confirmed, and signed.

Nothing is recognised here: the words are stored with the demo, so that it needs no extra.
"""

from __future__ import annotations

import datetime as dt
from importlib import resources
from pathlib import Path

from django.db.models import Max

from dangjian.courier import reading
from dangjian.courier.models import Message
from dangjian.flow.rules import may_do
from dangjian.library.actions import admitting, entering, uploads
from dangjian.library.actions.entering import Sent
from dangjian.library.models import Admission, Clearance, Kind, Licence, Stage
from dangjian.library.queries.admissions import signers_of
from dangjian.library.rules.entering import Content, digest_of_words
from dangjian.library.rules.tables import AT, RIGHT
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Account, Role
from demo.accounts import sign_ins
from demo.ground import Ground

_NAME = "dukou-koushu.png"
_WORDS = """渡口老船工口述
（一九八六年手抄，柳岸街道党工委存）
问：早年间渡口怎么防汛？
答：先看水位，再定船班。水过青石第三级，
就不许载客，只渡送粮送药的人。
问：夜里谁值班？
答：党员先上，两人一班，竹篙不离手。
值班的名字写在木牌上，天亮才摘下来。
问：木牌还在不在？
答：在街道的陈列室里，字还认得清。"""
_SIGNING = (Role.CLERK, Role.OFFICE, Role.SECURITY_OFFICER, Role.LEADER)


def shelved(ground: Ground, now: dt.datetime) -> None:
    """Enter the scan for the street, type and confirm its page, have it signed to the end."""
    logins = [one.login_name for one in sign_ins() if one.role in _SIGNING]
    signers = [viewer_of(Account.objects.get(login_name=one), ground.today) for one in logins]
    street = next(o for o in ground.organizations.values() if o.short_name == "柳岸街道党工委")
    writer = next(m.person for m in ground.members if m.known and m.profile.name == "何秋实")
    account = Account.objects.filter(person=writer).first()
    viewer = Viewer(account.pk if account else 0, writer.pk, writer.uid, writer.name, ())
    by = viewer.actor(Purpose.WRITE, street.path)
    before = Message.objects.aggregate(last=Max("pk"))["last"] or 0
    content = Content(
        title="渡口老船工口述（手抄稿扫描件）",
        kind=Kind.RECORD,
        issued_on=dt.date(1986, 6, 1),
        issuer=street.name,
        clearance=Clearance.PUBLIC,
        licence=Licence.OWN,
    )
    with resources.as_file(resources.files("demo").joinpath("library", _NAME)) as path:
        draft = entering.enter(street, content, Sent(Path(path), _NAME), now=now, by=by)
    upload = draft.upload
    assert upload is not None
    uploads.stop(upload, by=by)
    page = upload.scan_pages.get()
    uploads.proof(page, _WORDS, seen=digest_of_words(page.text), now=now, by=by)
    admission = admitting.send_in(draft.document, seen=draft.pk, now=now, by=by)
    while admission.state in AT:
        admission = _signed(admission, signers, ground.today, now)
        admission.refresh_from_db()
    for message in Message.objects.filter(pk__gt=before):
        reading.read(message.person_id, message.pk, now)


def _signed(
    admission: Admission, signers: list[Viewer], today: dt.date, now: dt.datetime
) -> Admission:
    todo = admission.case.todos.select_related("for_organization").get(closed_at__isnull=True)
    signed = signers_of(admission)
    who = next(one for one in signers if may_do(one, todo, today) and one.person_id not in signed)
    return admitting.sign(
        admission,
        todo,
        office=todo.for_organization,
        seen=admission.case.round,
        now=now,
        by=who.actor(RIGHT[AT[Stage(admission.state)]], todo.for_organization.path),
    )
