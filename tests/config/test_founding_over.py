"""Once the three officers are there, nobody but the owner of the tables founds anything."""

from __future__ import annotations

import pytest
from django.db import IntegrityError

from dangjian.config import founding
from dangjian.registry.models import OFFICERS, RoleGrant
from tests.config.test_founding import found, founder


def test_after_the_founding_only_the_owner_of_the_tables_gives_a_role_without_a_granter(
    committed_db: str,
) -> None:
    """T7: the last security officer is gone; the operator's own command helps, the site cannot."""
    for serial, office in zip((8200, 8204, 8208), OFFICERS, strict=True):
        found(founder(f"秦守{office[0]}", serial, office))
    late = founder("沈立秋", 8212, "security_officer")
    with pytest.raises(IntegrityError, match="the founding is over"):
        found(late)
    with founding.as_owner():
        assert len(found(late)) == 12
    assert RoleGrant.objects.filter(holder__name="沈立秋", granted_by=None).exists()
    with pytest.raises(IntegrityError, match="the founding is over"):
        found(founder("沈立冬", 8216, "security_officer"))  # the site is itself again
