"""What the classes of secrecy promise about how a value lies in the database."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models

from dangjian.kernel.crypto import SealedField
from dangjian.kernel.secrecy import SecrecyClass, class_of

pytestmark = pytest.mark.guards

# Of class 核心 and not sealed: who a writer is and who stands aside are links between rows, which
# no key could join; a password is an Argon2id hash, a salt says nothing. A code for restoring is
# read where there is no key yet, and is there as a digest only.
LINKS = {
    *("voices.Message.writer", "voices.Rating.writer"),
    *("meetings.Exemption.person", "meetings.Exemption.ground", "meetings.Exemption.since_on"),
    *("flow.Bar.case", "flow.Bar.organization", "flow.Bar.person"),
    *("registry.Account.password", "kernel.Leaf.salt"),
    *("registry.RestoreCode.digest", "registry.RestoreCode.salt"),
}
# Of class 核心 for who may read it (each reading of a decision is on record), and not sealed: lists
# ask for terms, grades are compared with counts, a request is found by its session.
ASKED_FOR = {
    *(f"registry.Sanction.{name}" for name in ("person", "kind", "organ", "document", "valid")),
    *(f"registry.Sanction.{name}" for name in ("decided_on", "months", "due_on", "withdrawn")),
    *(f"registry.Sanction.{name}" for name in ("over_document", "over_words")),
    *(f"appraisal.Line.{name}" for name in ("excellent", "qualified", "basic", "unqualified")),
    *("appraisal.Line.grade", "appraisal.Line.ground", "appraisal.Excuse.ground"),
    *("registry.Session.session_key", "registry.Session.session_data"),
}
# Keyed hashes by which a sealed value is found again.
HASHES = ("index", "receipt", "key", "likeness", "whole")


def open_keys(classed: Iterable[type[models.Model]]) -> set[str]:
    """Fields of class 核心 that lie in the database as they are."""
    found = set()
    for model in classed:
        for field in model._meta.concrete_fields:
            hashed = isinstance(field, models.BinaryField) and field.name.endswith(HASHES)
            kept = hashed or isinstance(field, SealedField)
            if class_of(model, field.name) is SecrecyClass.KEY and not kept:
                found.add(f"{model._meta.label}.{field.name}")
    return found


def test_what_is_of_the_highest_class_is_sealed_in_the_database() -> None:
    classed = [model for model in apps.get_models() if hasattr(model, "secrecy")]
    assert open_keys(classed) == LINKS | ASKED_FOR


def test_the_twin_with_an_open_number_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    from dangjian.registry.models import Person

    monkeypatch.setitem(Person.secrecy, "name", SecrecyClass.KEY)  # type: ignore[arg-type]
    assert open_keys([Person]) == {"registry.Person.name"}
