"""Documents of the tiny district, entered and signed through the actions."""

from __future__ import annotations

import datetime as dt
import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from dangjian.kernel import clock
from dangjian.library.actions import admitting, entering
from dangjian.library.actions.entering import Sent
from dangjian.library.models import Admission, Clearance, Document, Draft, Kind, Licence, Stage
from dangjian.library.queries.admissions import admission_for
from dangjian.library.queries.holdings import latest_draft
from dangjian.library.rules.entering import Content
from dangjian.library.rules.tables import AT, RIGHT
from dangjian.registry.authority import Purpose, Viewer, viewer_of
from dangjian.registry.models import Organization
from tests.district import TODAY, District
from tests.library.files import pdf

WORDS = "渡口防汛，先看水位，再定船班。"


def viewer(district: District, role: str) -> Viewer:
    return viewer_of(district.accounts[role], TODAY)


def content(**given: Any) -> Content:
    return Content(
        **{
            "title": "渡口防汛手册",
            "kind": Kind.RECORD,
            "issued_on": dt.date(2026, 5, 6),
            "issuer": "东篱街道党工委",
            "clearance": Clearance.PUBLIC,
            "licence": Licence.OWN,
            "body": WORDS,
        }
        | given
    )


def entered(
    district: District,
    *,
    file: tuple[str, bytes] | None = None,
    office: Organization | None = None,
    role: str = "organizer",
    **given: Any,
) -> Draft:
    """A document that the organizer of the street entered, perhaps with a file (name, bytes)."""
    office = office or district.street
    by = viewer(district, role).actor(Purpose.WRITE, office.path)
    if file is None:
        return entering.enter(office, content(**given), None, now=clock.now(), by=by)
    with tempfile.TemporaryDirectory() as folder:
        return entering.enter(
            office, content(**given), sent_file(Path(folder), *file), now=clock.now(), by=by
        )


def sent_file(folder: Path, name: str, data: bytes) -> Sent:
    path = folder / "upload"
    path.write_bytes(data)
    return Sent(path, name)


def send(district: District, document: Document, **given: Any) -> Admission:
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    last = latest_draft(document)
    assert last is not None
    return admitting.send_in(document, **({"seen": last.pk, "now": clock.now(), "by": by} | given))


def sign(district: District, admission: Admission, role: str) -> Admission:
    who = viewer(district, role)
    sight = admission_for(who, admission.pk, TODAY)
    assert sight.todo is not None, f"not the turn of {role}"
    office = sight.todo.for_organization
    return admitting.sign(
        sight.admission,
        sight.todo,
        office=office,
        seen=sight.admission.case.round,
        now=clock.now(),
        by=who.actor(RIGHT[AT[Stage(sight.admission.state)]], office.path),
    )


SIGNERS = ("clerk", "security_officer", "leader")


def shelved(district: District, **given: Any) -> Document:
    """Entered, sent in, signed to the end."""
    draft = entered(district, **given)
    return admitted(district, draft.document)


def admitted(district: District, document: Document) -> Document:
    admission = send(district, document)
    for role in SIGNERS if admission.public else SIGNERS[:1]:
        admission = sign(district, admission, role)
    document.refresh_from_db()
    return document


def png(size: tuple[int, int] = (60, 80)) -> bytes:
    """A picture without words, like a scan's page."""
    out = io.BytesIO()
    Image.new("L", size, 240).save(out, "PNG")
    return out.getvalue()


def mixed_pdf(*pages: str) -> bytes:
    """Pages of a PDF: words that stand in it, or "" for a page that is a picture only."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for words in pages:
        if words:
            made.import_pages(pypdfium2.PdfDocument(pdf(words)))
        else:
            held = io.BytesIO()
            Image.new("RGB", (90, 120), "white").save(held, "PDF")
            made.import_pages(pypdfium2.PdfDocument(held.getvalue()))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()
