"""What tests of corrections share: a member finds his mobile and education wrong."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

from PIL import Image

from dangjian.kernel.evidence import Actor
from dangjian.membership.actions import corrections as actions
from dangjian.membership.models import CorrectionRequest
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Person
from tests.district import TODAY, District
from tests.membership.errands import DUE, NOON, who

WRONG: dict[str, object] = {"mobile": "15400008888", "education": "31"}


def png() -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (3, 2), "#b3261e").save(held, "PNG")
    return held.getvalue()


PNG = png()


def asked(
    person: Person,
    items: dict[str, object] | None = None,
    file: Path | None = None,
    name: str = "毕业证.png",
    **more: Any,
) -> CorrectionRequest:
    """The member asks for himself, with words as proof."""
    items = WRONG if items is None else items
    person = Person.objects.get(pk=person.pk)
    facts = {
        "proofs": dict.fromkeys(items, "证件上是这样写的"),
        "file": actions.Proof(file, name) if file else None,
        "seen": person.version,
        "due_on": DUE,
        "today": TODAY,
        "now": NOON,
        "by": Actor(None, "member", person.uid),
    }
    return actions.ask_correction(person, items, **facts | more)


def decided(
    district: District,
    request: CorrectionRequest,
    reasons: dict[str, str] | None = None,
    role: str = "secretary",
    **more: Any,
) -> CorrectionRequest:
    """Somebody who keeps his items accepts what has no reason against it."""
    person = Person.objects.get(pk=request.person_id)
    facts = {
        "seen": person.version,
        "today": TODAY,
        "now": NOON + dt.timedelta(hours=1),
        "by": who(district, role).actor(Purpose.MAINTAIN, person.path, person.uid),
    }
    return actions.decide(request, reasons or {}, **facts | more)
