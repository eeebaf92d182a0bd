"""三审三校: who signs, in which order, and what nobody gets round."""

from __future__ import annotations

import pytest

from dangjian.kernel.refusal import Refused
from dangjian.portal.models import Publication, Signature
from tests.district import District
from tests.portal.articles import begun, column, published, sent, sign, signed


def test_an_article_is_public_after_four_people_signed_it(district: District) -> None:
    """I2: first, second, secrecy and final review, each by somebody else."""
    where = column(district)
    submission = sent(district, begun(district, where), where)
    for role in ("clerk", "office", "security_officer"):
        submission = sign(district, submission, role)
        assert not Publication.objects.exists()
    submission = sign(district, submission, "leader")
    shown = Publication.objects.get()
    assert (shown.title, submission.state) == ("把办事清单亮在楼道口", "published")
    assert list(Signature.objects.order_by("pk").values_list("kind", "role")) == [
        ("first", "clerk"),
        ("second", "office"),
        ("secrecy", "security_officer"),
        ("final", "leader"),
    ]
