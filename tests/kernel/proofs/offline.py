"""The stand-alone script as a module, loaded from its file as somebody would run it."""

from __future__ import annotations

import importlib.util
from types import ModuleType

from dangjian.kernel.proofs.bundles import OFFLINE


def _load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("check_proof", OFFLINE)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_proof = _load()
