"""The platform's own four classes, declared for every field of every model.

They are not state-secret classes: state secrets may not be on this system at all (保守国家秘密法
2024, Art. 22 and 31). The order matters: a viewer cleared for one class is cleared for those below.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum

from django.db import models


class SecrecyClass(IntEnum):
    """公开 < 内部 < 敏感 < 核心."""

    PUBLIC = 0
    INTERNAL = 1
    SENSITIVE = 2
    KEY = 3

    @property
    def label(self) -> str:
        return ("公开", "内部", "敏感", "核心")[self]


def declare(
    public: str = "", internal: str = "", sensitive: str = "", key: str = ""
) -> Mapping[str, SecrecyClass]:
    """The classes of a model's fields: space-separated names for each class, each name once."""
    declared: dict[str, SecrecyClass] = {}
    for names, level in zip((public, internal, sensitive, key), SecrecyClass, strict=True):
        for name in names.split():
            if name in declared:
                raise ValueError(f"field {name!r} is declared twice")
            declared[name] = level
    return declared


def class_of(model: type[models.Model], field: str) -> SecrecyClass:
    """The class of one field. KeyError if the model never declared it."""
    declared: Mapping[str, SecrecyClass] = model.secrecy  # type: ignore[attr-defined]
    return declared[field]


def undeclared(model: type[models.Model]) -> set[str]:
    """Concrete fields of the model without a class, and declared names that are no field."""
    concrete = {f.name for f in model._meta.concrete_fields}
    return concrete ^ set(getattr(model, "secrecy", {}))
