"""What visitors find without signing in: Party organizations, and sums the office publishes."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.kernel import secrecy
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.actions import organizations, people
from dangjian.registry.actions.units import record_units
from dangjian.registry.models import Organization, OrganizationForm, Unit
from dangjian.registry.queries import public
from dangjian.registry.rules.tree import UnitEntry
from tests.district import TODAY, District, new_member, open_below

pytestmark = pytest.mark.django_db


def found(**asked: object) -> list[str]:
    answer = Client().get(reverse("find"), asked)
    assert answer.status_code == 200
    return [row.organization.short_name for row in answer.context["rows"]]


def page_of(organization: Organization) -> str:
    answer = Client().get(reverse("find_organization", args=[organization.pk]))
    assert answer.status_code == 200
    return answer.content.decode()


def give_phone(organization: Organization, phone: str) -> None:
    organizations.correct_particulars(
        organization,
        contact="马蕾",
        phone=phone,
        position=organization.position,
        may_approve=organization.may_approve,
        founding_document="",
        by=SYSTEM,
    )


def test_only_fields_of_class_public_leave_the_look_up() -> None:
    classes = {secrecy.class_of(Organization, field) for field in public.FIELDS}
    assert classes == {secrecy.SecrecyClass.PUBLIC}
    assert set(public.Known.__dataclass_fields__) == set(public.FIELDS)
    assert secrecy.class_of(Unit, "name") == secrecy.SecrecyClass.PUBLIC


def test_an_organization_is_found_by_name_by_pinyin_and_by_street(district: District) -> None:
    assert found(q="第二党支部") == ["东篱社区第二党支部"]
    assert found(q="dongli") == ["东篱街道党工委", "东篱社区第一党支部", "东篱社区第二党支部"]
    assert found(q="社区 第一") == ["东篱社区第一党支部", "柳岸社区第一党支部"]
    assert found(q="第一", at=district.other_street.pk) == ["柳岸社区第一党支部"]
    assert found(at=district.other_street.pk) == ["柳岸街道党工委", "柳岸社区第一党支部"]


def test_an_organization_is_found_by_the_name_of_a_unit_behind_it(district: District) -> None:
    record_units(
        district.west,
        relation="legal",
        units=[UnitEntry("禾丰区供销社", "enterprise")],
        on=TODAY,
        today=TODAY,
        by=SYSTEM,
    )
    assert found(q="供销社") == ["东篱社区第二党支部"]
    page = Client().get(reverse("find"), {"q": "供销社"}).content.decode()
    assert "禾丰区供销社" in page


def test_groups_and_closed_organizations_are_not_found(district: District) -> None:
    """A group is a part of its branch; what is closed has no telephone."""
    organizations.close(district.west, reason="合并", on=TODAY, today=TODAY, by=SYSTEM)
    assert found(q="dongli") == ["东篱街道党工委", "东篱社区第一党支部"]
    for gone in (district.west, district.group):
        address = reverse("find_organization", args=[gone.pk])
        assert Client().get(address).status_code == 404


def test_nothing_found_is_said_with_a_hint(district: District) -> None:
    page = Client().get(reverse("find"), {"q": "没有的支部"}).content.decode()
    assert "没有找到" in page
    assert "拼音也可以" in page


@pytest.mark.parametrize("asked", [{"at": "0"}, {"at": "x"}, {"q": "字" * 61}, {"q": "a\x00"}])
def test_a_question_that_makes_no_sense_is_answered_with_a_sentence(
    district: District, asked: dict[str, str]
) -> None:
    answer = Client().get(reverse("find"), asked)
    assert answer.status_code == 400
    assert 'role="alert"' in answer.content.decode()


def test_the_office_telephone_can_be_rung_and_the_contact_is_not_named(district: District) -> None:
    give_phone(district.street, "0340-6610001")
    page = page_of(district.street)
    assert 'href="tel:0340-6610001"' in page
    assert "马蕾" not in page
    below = page_of(district.east)
    assert "还没有登记办公电话，可以打上级的：" in below
    assert 'href="tel:0340-6610001"' in below


def test_no_name_of_a_person_stands_on_a_public_page(district: District) -> None:
    pages = [
        Client().get(reverse("home")).content.decode(),
        Client().get(reverse("find"), {"q": "dongli"}).content.decode(),
        page_of(district.root),
        page_of(district.east),
    ]
    names = [person.name for person in district.people.values()]
    assert [(name, page[:60]) for page in pages for name in names if name in page] == []


def test_a_long_list_comes_in_pages_that_keep_the_question(district: District) -> None:
    for number in range(45):
        open_below(district.street, f"东篱第{number:02}党支部", OrganizationForm.BRANCH)
    answer = Client().get(reverse("find"), {"q": "dongli", "page": "3"})
    assert len(answer.context["rows"]) == 8
    assert "?q=dongli&amp;page=2" in answer.content.decode()
    assert Client().get(reverse("find"), {"q": "dongli", "page": "x"}).status_code == 200


def test_members_are_told_as_a_total_and_whole_shares_or_not_at_all(district: District) -> None:
    """Few members: nothing; many: the total and shares in whole percent, never a part of the
    district."""
    assert public.totals() is None
    assert "女党员" not in Client().get(reverse("home")).content.decode()
    many = [new_member(district.east, f"成员{i}", sex="2") for i in range(290)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    assert public.totals() == public.Totals(300, 98, 100)
    page = re.sub(r"<[^>]+>|\s", "", Client().get(reverse("home")).content.decode())
    assert "党员300名女党员98%" in page


def test_the_home_page_counts_organizations_by_form_without_groups(district: District) -> None:
    context = Client().get(reverse("home")).context
    rows = [(row.bar.label, row.bar.value) for row in context["by_form"].rows]
    assert rows == [("地方委员会", 1), ("党工委", 2), ("党支部", 3)]
    assert [group.title for group in context["groups"]] == ["街道"]
    assert context["coverage"] == "街道党组织 2 个"


def test_every_link_of_the_home_page_leads_somewhere(district: District) -> None:
    """No stub: whatever a visitor can press answers."""
    give_phone(district.root, "0340-6605989")
    page = Client().get(reverse("home")).content.decode()
    links = set(re.findall(r'href="([^"]+)"', page))
    inside = {link for link in links if link.startswith("/") and "/static/" not in link}
    assert {link: Client().get(link).status_code for link in inside} == dict.fromkeys(inside, 200)
    assert {link for link in links - inside if "/static/" not in link} == {
        "#main",
        "tel:0340-6605989",
    }


def test_the_home_page_of_an_empty_register_is_whole(db: None) -> None:
    page = Client().get(reverse("home")).content.decode()
    assert "还没有登记党组织" in page
    assert "全区一览" not in page


def test_the_look_up_costs_the_same_for_3_rows_and_for_300(district: District) -> None:
    asked = {"q": "dongli"}
    Client().get(reverse("find"), asked)

    def cost(address: str, **question: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert Client().get(address, question).status_code == 200
        return len(queries)

    street = reverse("find_organization", args=[district.street.pk])
    before = [cost(reverse("home")), cost(reverse("find"), **asked), cost(street)]
    for number in range(60):
        open_below(district.street, f"东篱第{number:02}党支部", OrganizationForm.BRANCH)
    after = [cost(reverse("home")), cost(reverse("find"), **asked), cost(street)]
    assert after == before
