"""A4: the guided acts on their pages: filled in, looked at, confirmed; without script."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from dangjian.dues.models import Entry, EntryKind
from dangjian.dues.queries import ledger
from dangjian.flow import actions as flow
from dangjian.flow.models import Outcome, ToDo
from dangjian.flow.rules import Office
from dangjian.kernel import clock, idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Membership, Organization, OrganizationForm
from tests.district import District, open_below, register
from tests.dues.booked import declared, received, relief, reversed_

pytestmark = pytest.mark.django_db


def sent(client: Client, address: str, values: dict[str, Any]) -> Any:
    account = int(client.session["_auth_user_id"])
    return client.post(address, values | {"form_key": idempotency.issue(account)})


def act(client: Client, organization: Organization, name: str, values: dict[str, Any]) -> str:
    """Fill in, read the preview, confirm; the preview. Nothing happens before the confirmation."""
    address = reverse("organization_life", args=[organization.pk, name])
    assert client.get(address).status_code == 200
    known = {"on": "2026-07-01", "document": "东街工委〔2026〕12号"}
    version = Organization.objects.get(pk=organization.pk).version
    values = known | {"reason": "", "seen": version} | values
    before = set(Membership.objects.values_list("pk", "valid"))
    preview = sent(client, address, values)
    assert preview.status_code == 200, preview.context["form"].errors
    assert "试办过一遍，办得成" in preview.content.decode()
    assert set(Membership.objects.values_list("pk", "valid")) == before
    again = sent(client, address, values | {"confirmed": "on", "again": "1"})
    page = again.content.decode()
    assert 'value="东街工委〔2026〕12号"' in page and 'name="confirmed"' not in page
    done = sent(client, address, values | {"confirmed": "on"})
    assert done.status_code == 302, done.context["form"].errors
    return preview.content.decode()


def where(branch: Organization) -> set[str]:
    rows = Membership.objects.current().filter(organization=branch)
    return set(rows.values_list("person__name", flat=True))


@pytest.fixture
def clerk(district: District) -> Client:
    return district.sign_in(Client(), "clerk")


def test_a_merger_is_looked_at_and_confirmed_and_its_todos_go_along(
    district: District, clerk: Client
) -> None:
    """A4, A11: numbers and names; what the branch still had to do waits at the same office there,
    and what its account of dues held stands in the heir's book, for both books the same."""
    west = [register(district.west, f"西支{n}") for n in range(3)]
    paid = received(district.west, west[0], "105")
    received(district.east, district.people["member"], "20")
    todo = flow.assign(
        "核对党员名册",
        to=Office(district.west, Purpose.MAINTAIN),
        asked_by=None,
        due_on=dt.date(2026, 12, 1),
        now=clock.now(),
        by=SYSTEM,
    )
    preview = act(clerk, district.west, "merge", {"into": district.east.pk})
    for said in ("西支0、西支1、西支2", "核对党员名册", "交给东篱社区第一党支部同样的岗位"):
        assert said in preview
    assert "党费账上的结余转到东篱社区第一党支部的账上" in preview
    assert ledger.balance(district.west) == 0 and ledger.balance(district.east) == 125
    out = Entry.objects.get(organization=district.west, kind=EntryKind.GIVEN_OVER)
    came = Entry.objects.get(organization=district.east, kind=EntryKind.TAKEN_OVER)
    assert (out.amount, out.other, came.other) == (-105, district.east, district.west)
    assert came.note == out.note == "东篱社区第二党支部并入东篱社区第一党支部"
    assert {one.number for one in (out, came)} == {"2026-0002"}
    for entry in (out, came):
        leaf = Leaf.objects.get(subject_uid=entry.uid)
        assert leaf.verb == "book" and "105" not in leaf.body.replace(str(entry.uid), "")
    assert paid.shares.get().entry.payer == west[0]
    keeper = district.sign_in(Client(), "secretary")
    page = keeper.get(reverse("dues_ledger", args=[district.east.pk])).content.decode()
    assert "转入结余" in page and reverse("dues_ledger", args=[district.west.pk]) in page
    old = keeper.get(reverse("dues_ledger", args=[district.west.pk])).content.decode()
    assert "转出结余" in old and "收党员党费" in old
    entry = keeper.get(reverse("dues_entry", args=[came.pk])).content.decode()
    assert "账上结转" in entry and "记错了，冲正" not in entry
    with pytest.raises(Refused, match="不能只冲正一边"):
        reversed_(came)
    assert {one.name for one in west} <= where(district.east)
    todo.refresh_from_db()
    assert todo.outcome == Outcome.PASSED_ON
    passed = ToDo.objects.get(closed_at__isnull=True)
    assert (passed.for_organization, passed.right, passed.due_on) == (
        district.east,
        "MAINTAIN",
        dt.date(2026, 12, 1),
    )


def test_a_split_an_upgrade_and_a_dissolution_on_their_pages(
    district: District, clerk: Client
) -> None:
    """A4: whoever is ticked goes, everybody is placed, nobody is left."""
    west = [register(district.west, f"西支{n}") for n in range(6)]
    ticked = {f"p_{one.pk}": "on" for one in west[:3]}
    act(clerk, district.west, "split", ticked | {"name": "东篱三支部", "short_name": "东篱三支"})
    third = Organization.objects.get(short_name="东篱三支")
    assert where(third) == {"西支0", "西支1", "西支2"}
    grown = {
        "name": "东篱总支部", "short_name": "东篱总支", "name_1": "甲支部", "short_1": "甲支",
        "on": "2026-08-01", "reason": "分散，经上级批准",
    }  # fmt: skip
    placed = {f"p_{one.pk}": "1" for one in west[:3]}
    address = reverse("organization_life", args=[third.pk, "upgrade"])
    assert "第2个支部全称" in clerk.get(address).content.decode()
    version = Organization.objects.get(pk=third.pk).version
    values = grown | placed | {"document": "批复", "seen": version, "confirmed": "on"}
    assert sent(clerk, f"{address}?parts=1", values).status_code == 302
    third.refresh_from_db()
    assert third.form == OrganizationForm.GENERAL_BRANCH
    assert where(Organization.objects.get(short_name="甲支")) == {"西支0", "西支1", "西支2"}
    act(clerk, district.west, "dissolve", {"into": district.east.pk, "reason": "人员搬迁"})
    assert {"西支3", "西支4", "西支5"} <= where(district.east)
    district.west.refresh_from_db()
    assert district.west.closed_on == dt.date(2026, 7, 1)


def test_what_would_be_refused_is_said_before_anybody_confirms(
    district: District, clerk: Client
) -> None:
    """A4: with the clause; what was typed stays. And a made-up act is no page."""
    west = [register(district.west, f"西支{n}") for n in range(4)]
    address = reverse("organization_life", args=[district.west.pk, "split"])
    values = {"on": "2026-07-01", "document": "批复", "seen": district.west.version}
    values |= {"name": "东篱三支部", "short_name": "东篱三支", f"p_{west[0].pk}": "on"}
    answer = sent(clerk, address, values)
    page = answer.content.decode()
    assert answer.status_code == 422 and "正式党员 1 名" in page and "第四条" in page
    assert 'value="东篱三支部"' in page
    for odd in ("merge", "split", "upgrade", "dissolve"):
        wrong = sent(clerk, reverse("organization_life", args=[district.west.pk, odd]), {"on": "x"})
        assert wrong.status_code == 422, odd
    made_up = reverse("organization_life", args=[district.west.pk, "explode"])
    assert clerk.get(made_up).status_code == 404
    page = clerk.get(reverse("organization_lives", args=[district.west.pk])).content.decode()
    assert "分设一个支部" in page and "升格为党总支部" in page
    top = reverse("organization_life", args=[district.root.pk, "dissolve"])
    office = district.sign_in(Client(), "office")
    assert office.get(top).status_code == 422


def test_a_committee_below_is_merged_with_what_stands_under_it(
    district: District, clerk: Client
) -> None:
    """A4."""
    one = open_below(district.street, "东篱企业党总支", OrganizationForm.GENERAL_BRANCH)
    other = open_below(district.street, "东篱商圈党总支", OrganizationForm.GENERAL_BRANCH)
    branch = open_below(one, "东篱企业第一党支部", OrganizationForm.BRANCH)
    for n in range(3):
        register(branch, f"企{n}")
    act(clerk, one, "merge", {"into": other.pk, "reason": "人数不多，上级批准"})
    branch.refresh_from_db()
    assert branch.parent == other


def test_a_case_that_waits_at_a_merged_committee_waits_at_its_heir(district: District) -> None:
    """A4: the step stands in the case, its term goes on, and it is decided there."""
    declared(district.people["member"])
    found = relief(district, district.people["member"])
    office = district.sign_in(Client(), "office")
    values = {"into": district.other_street.pk, "reason": "街道合并", "on": "2026-11-23"}
    act(office, district.street, "merge", values)
    todo = ToDo.objects.get(case=found.case, closed_at__isnull=True)
    assert (todo.for_organization, todo.right) == (district.other_street, "DUES_REVIEW")
    assert list(found.case.steps.order_by("round").values_list("move", flat=True)) == [
        "propose",
        "hand_on",
    ]
    page = office.get(reverse("dues_relief", args=[found.pk])).content.decode()
    assert "柳岸街道党工委" in page and "批准</a>" in page
    district.east.refresh_from_db()
    assert district.east.parent == district.other_street
