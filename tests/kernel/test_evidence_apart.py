"""Evidence cannot be written outside the act it belongs to."""

from __future__ import annotations

import uuid

import pytest

from dangjian.kernel import evidence
from dangjian.kernel.evidence import SYSTEM


@pytest.mark.usefixtures("committed_db")
def test_evidence_apart_from_its_act_is_refused() -> None:
    with pytest.raises(RuntimeError, match="own transaction"):
        evidence.record(SYSTEM, "greet", "person", uuid.uuid4())
