"""Every list costs the same queries for 3 rows and for 300."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import people
from dangjian.registry.models import OrganizationForm, Role
from tests.courier.told import told
from tests.district import TODAY, District, give, new_member, open_below
from tests.search.shelves import put, text

pytestmark = [pytest.mark.guards, pytest.mark.django_db]

LISTS = {
    "members": "office",
    "tree": "office",
    "home": "member",
    "find": "member",
    "overview": "office",
    "inbox": "office",
    "workbench": "secretary",
    "member_home": "member",
    "organization": "office",
    "grants": "security_officer",
    "rules": "member",
    "calendar": "member",
    "errands": "organizer",
    "developments": "office",
    "imports": "clerk",
    "errand_ask": "member",
    "my_trail": "member",
    "messages": "member",
    "notice_settings": "member",
    "absences": "organizer",
    "procedures": "office",
    "interaction": "office",
    "forum_desk": "office",
    "consultations": "member",
    "seminars": "member",
    "search": "member",
    "library": "member",
    "holding_list": "office",
    "meetings": "secretary",
    "transfers": "office",
    "guests": "office",
    "standing_changes": "office",
    "my_data": "member",
    "awards": "secretary",
    "honours": "office",
    "appraisals": "office",
    "visits": "office",
    "my_appraisals": "member",
    "dues": "office",
}


def grow(district: District) -> None:
    """Three hundred members, forty branches, sixty grants more."""
    many = [new_member(district.east, f"成员{i}") for i in range(300)]
    added = people.register_members(many, today=TODAY, by=SYSTEM)
    for i in range(40):
        open_below(district.street, f"东篱第{i}党支部", OrganizationForm.BRANCH)
    put(*(text(f"more{n}", "组织生活会怎么开。", f"组织生活会 {n}") for n in range(300)))
    for n in range(300):
        told(district.people["member"], f"第 {n} 件")
    for person in added[:60]:
        give(person, Role.ORGANIZER, district.street)


def costs(district: District) -> dict[str, int]:
    counted = {}
    for name, role in LISTS.items():
        client = district.sign_in(Client(), role)
        address = reverse(name, args=[district.street.pk] if name == "organization" else [])
        assert client.get(address).status_code == 200, name
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counted[name] = len(queries)
    return counted


def test_every_list_costs_the_same_queries_for_a_few_rows_and_for_hundreds(
    district: District,
) -> None:
    put(text("one", "组织生活会怎么开。", "组织生活会"))
    few = costs(district)
    grow(district)
    many = costs(district)
    assert {name: many[name] for name in few if many[name] > few[name]} == {}
    assert max(few.values()) <= 37
