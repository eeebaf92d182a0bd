"""What several actions of this room share: who acts, and what may not change just now."""

from __future__ import annotations

from dangjian.kernel.evidence import Actor
from dangjian.kernel.refusal import Refused
from dangjian.library.models import OPEN, Admission, Document, Upload
from dangjian.registry.models import Person


def person_of(by: Actor) -> Person:
    """The person who acts. RuntimeError for the platform itself, which writes and signs nothing."""
    if by.person_uid is None:
        raise RuntimeError("a document is entered and signed by a person")
    return Person.objects.get(uid=by.person_uid)


def check_not_in_review(document: Document) -> None:
    """Refused while a draft of it is before its signers."""
    if document.admissions.filter(state__in=OPEN).exists():
        raise Refused("这一篇正在审。要改，请先撤回，改好以后重新送审。")


def check_not_before_signers(upload: Upload) -> None:
    """Refused while a draft with this file is being reviewed: its words are what is signed."""
    if Admission.objects.filter(draft__upload=upload, state__in=OPEN).exists():
        raise Refused("这一篇正在审，文字不能改。要改，请先撤回。")
