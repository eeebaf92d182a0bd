"""A query whose SQL was made once finds what the query itself finds, whoever asks."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from dangjian.kernel.compiled import Compiled
from dangjian.registry.models import Organization
from tests.district import FOUNDED, TODAY, District

pytestmark = pytest.mark.django_db
BEFORE = FOUNDED - dt.timedelta(days=1)


def test_values_go_where_they_stood_constants_stay_and_the_next_asks_anew(
    district: District,
) -> None:
    below = Compiled(
        lambda path, pk, on: Organization.objects.filter(
            Q(pk=pk) | Q(path__gt=path, path__startswith="/"), opened_on__lte=on
        ).values_list("pk", "path")
    )
    asked = [(one, day) for one in (district.street, district.east) for day in (TODAY, BEFORE)]
    for one, day in asked:
        meant = Organization.objects.filter(Q(pk=one.pk) | Q(path__gt=one.path), opened_on__lte=day)
        with CaptureQueriesContext(connection) as queries:
            found = below.rows(one.path, one.pk, day)
        assert sorted(found) == sorted(meant.values_list("pk", "path"))
        assert (len(queries), bool(found)) == (1, day == TODAY)


def test_a_value_that_does_not_come_out_as_it_went_in_is_refused(district: District) -> None:
    """The broken twin: such a query would give everybody the answer of whoever asked first."""
    for build in (
        lambda pk: Organization.objects.filter(pk=pk + 1).values_list("pk"),
        lambda pk: Organization.objects.values_list("pk")[: pk % 7 + 1],
    ):
        with pytest.raises(ValueError, match="do not come out"):
            Compiled(build).rows(district.east.pk)
    with pytest.raises(TypeError):
        Compiled(lambda one: Organization.objects.filter(may_approve=one)).rows(True)
