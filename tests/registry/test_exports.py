"""The list of members as a workbook: marked, with a reason, on record (L9)."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Callable
from urllib.parse import unquote

import openpyxl
import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from dangjian.kernel import clock
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Stale
from dangjian.registry.actions import consents, people
from dangjian.registry.actions import posts as post_actions
from dangjian.registry.models import Act, Consent, Person, RoleGrant
from tests.district import TODAY, District, give, register
from tests.registry.browser import any_key, key_in
from tests.registry.consented import agreed, proved
from tests.registry.forms_sent import offered, opened, send, text

SignIn = Callable[[Client, str], Client]
ADDRESS = "/members/export/"
REASON = "换届选举核对名册"


def book(answer: HttpResponse) -> openpyxl.Workbook:
    assert answer.status_code == 200, text(answer)
    return openpyxl.load_workbook(io.BytesIO(answer.getvalue()))


def cells(workbook: openpyxl.Workbook) -> list[list[str]]:
    return [
        [str(cell or "") for cell in row] for row in workbook.active.iter_rows(values_only=True)
    ]


def table(answer: HttpResponse) -> list[dict[str, str]]:
    heads, *rows = cells(book(answer))[2:]
    return [dict(zip(heads, row, strict=True)) for row in rows]


def leaves(verb: str) -> list[Leaf]:
    return list(Leaf.objects.filter(verb=verb).order_by("pk"))


def test_the_table_bears_who_when_why_and_of_whom_and_leaves_one_leaf(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """L9: first line, printed footer, properties of the document; the log has it all too."""
    register(district.west, "程远山", sex="1")
    answer = send(sign_in(client, "clerk"), f"{ADDRESS}?sex=1&at={district.west.pk}", reason=REASON)
    workbook = book(answer)
    mark = cells(workbook)[1][0]
    for part in (
        "周望禾（东篱街道党工委党务干事）",
        "2026-11-23",
        REASON,
        "范围：东篱社区第二党支部",
        "条件：性别：男",
        "共 1 人",
    ):
        assert part in mark
    assert mark in (workbook.properties.description or "")
    assert "周望禾" in (workbook.active.oddFooter.left.text or "")
    assert "attachment" in answer["Content-Disposition"]
    assert unquote(answer["Content-Disposition"]).endswith(
        "东篱社区第二党支部党员名单-20261123.xlsx"
    )
    assert "no-store" in answer["Cache-Control"]
    (leaf,) = leaves("export_members")
    assert (leaf.subject_uid, leaf.actor_role) == (district.west.uid, "clerk")
    detail = json.loads(leaf.body)["detail"]
    assert (detail["reason"], detail["filters"], detail["count"], detail["opened"]) == (
        REASON,
        {"性别": "男"},
        1,
        0,
    )
    assert "id_number" not in detail["columns"] and "born_on" in detail["columns"]
    assert leaves("export") == []


def test_the_table_has_the_people_of_the_list_in_its_order_and_no_key_items(
    client: Client, district: District, sign_in: SignIn
) -> None:
    page = sign_in(client, "secretary").get("/members/")
    listed = [one.row.name for one in page.context["rows"]]
    rows = table(send(client, ADDRESS, reason=REASON))
    assert [row["姓名"] for row in rows] == listed
    (him,) = [row for row in rows if row["姓名"] == "林禾青"]
    assert (him["党内职务"], him["身份"], him["学历"]) == ("书记", "正式党员", "大学本科")
    assert him["出生日期"] == district.people["secretary"].born_on.isoformat()
    assert not {"公民身份号码", "手机号", "家庭住址"} & set(him)


def test_numbers_stand_in_it_only_when_chosen_and_each_person_can_read_that(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """T5: every row with a sealed item is an opening."""
    person = district.people["member"]
    answer = taken(
        district,
        "secretary",
        "clerk",
        f"{ADDRESS}?q=宋怀石",
        columns=["name"],
        keys=["id_number", "mobile"],
    )
    assert table(answer) == [
        {
            "姓名": "宋怀石",
            "公民身份号码": person.unseal("id_number"),
            "手机号": person.unseal("mobile"),
        }
    ]
    (leaf,) = leaves("export")
    assert leaf.subject_uid == person.uid
    assert json.loads(leaf.body)["detail"] == {
        "items": ["id_number", "mobile"],
        "reason": f"{REASON}（周望禾同意）",
    }
    assert person.unseal("id_number") not in leaf.body
    own = text(sign_in(Client(), "member").get(f"/members/{person.pk}/"))
    assert "林禾青（支部书记）导出的表格里有您的公民身份号码、手机号" in own
    assert REASON in own


def test_only_whoever_may_open_numbers_is_offered_them(
    client: Client, district: District, sign_in: SignIn
) -> None:
    for role, offers in (("secretary", True), ("organizer", False), ("leader", False)):
        page = sign_in(Client(), role).get(ADDRESS)
        assert (offered(page, "keys") != []) is offers, role
        assert (
            'href="/members/export/"' in sign_in(Client(), role).get("/members/").content.decode()
        )
    organizer = sign_in(client, "organizer")
    forged = send(organizer, ADDRESS, reason=REASON, columns=["name"], keys=["mobile"])
    assert all(set(row) == {"姓名"} for row in table(forged))
    forged = send(organizer, ADDRESS, reason=REASON, columns=["name", "id_number"])
    assert forged.status_code == 422
    assert sign_in(Client(), "member").get(ADDRESS).status_code == 404


def test_in_a_wider_list_numbers_open_only_where_the_right_is_held(
    client: Client, district: District, sign_in: SignIn
) -> None:
    """He reads the whole district; numbers he may open in his own street."""
    from dangjian.registry.models import Role

    give(district.people["clerk"], Role.LEADER, district.other_street)
    answer = send(
        sign_in(client, "clerk"),
        ADDRESS,
        reason=REASON,
        columns=["name"],
        keys=["mobile"],
    )
    numbers = {row["姓名"]: row["手机号"] for row in table(answer)}
    assert numbers["顾南溪"] == "不在可查看的范围内"
    assert numbers["宋怀石"] == district.people["member"].unseal("mobile")
    assert district.people["foreigner"].uid not in {leaf.subject_uid for leaf in leaves("export")}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "要"}, "reason"),
        ({"reason": REASON, "columns": []}, "columns"),
        ({"reason": REASON, "columns": ["salary"]}, "columns"),
    ],
)
def test_without_a_reason_or_a_column_nothing_leaves(
    client: Client, district: District, sign_in: SignIn, typed: dict[str, object], wrong: str
) -> None:
    answer = send(sign_in(client, "secretary"), ADDRESS, **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [wrong])
    assert leaves("export_members") == []


def test_a_past_day_leaves_as_it_was(client: Client, district: District, sign_in: SignIn) -> None:
    person = district.people["member"]
    post_actions.appoint(
        district.east, person, title="member", on=dt.date(2026, 1, 5), today=TODAY, by=SYSTEM
    )
    people.reassign(
        person, organization=district.west, on=dt.date(2026, 6, 1), today=TODAY, by=SYSTEM
    )
    sign_in(client, "clerk")
    asked = f"{ADDRESS}?at={district.east.pk}&on=2026-05-31"
    assert [
        name
        for name in ("education", "mobile", "lost")
        if name in offered(client.get(asked), "columns")
    ] == []
    answer = taken(district, "clerk", "office", asked, keys=["id_number"])
    rows = {row["姓名"]: row for row in table(answer)}
    him = rows["宋怀石"]
    assert (him["所在党支部"], him["党内职务"]) == ("东篱社区第一党支部", "委员")
    assert him["公民身份号码"] == person.unseal("id_number")
    assert "宋怀石" not in {
        row["姓名"]
        for row in table(send(client, f"{ADDRESS}?at={district.east.pk}", reason=REASON))
    }
    (leaf, _) = leaves("export_members")
    assert json.loads(leaf.body)["detail"]["filters"] == {"看哪一天的名单": "2026-05-31"}


def test_nobody_to_export_is_said(client: Client, district: District, sign_in: SignIn) -> None:
    page = sign_in(client, "secretary").get(f"{ADDRESS}?q=nobody")
    assert "没有可导出的" in text(page)
    form = opened(client, ADDRESS) | {"reason": REASON}
    assert client.post(f"{ADDRESS}?q=nobody", form).status_code == 422
    for asked in ("?on=2999-01-01", "?sex=7"):
        assert client.get(ADDRESS + asked).status_code == 400
    assert client.get(f"{ADDRESS}?q=15412345678")["Location"] == f"{ADDRESS}?"


def test_sent_twice_it_leaves_once(client: Client, district: District, sign_in: SignIn) -> None:
    asked = f"{ADDRESS}?sex=1"
    form = opened(sign_in(client, "secretary"), asked) | {"reason": REASON}
    assert client.post(asked, form).status_code == 200
    again = client.post(asked, form)
    assert (again.status_code, again["Location"]) == (302, asked)
    assert len(leaves("export_members")) == 1


def test_three_rows_cost_as_many_queries_as_three_hundred(
    district: District, django_assert_max_num_queries: Callable[..., object]
) -> None:
    """More than fifty leave only when a second person agreed; taken once."""
    for number in range(300):
        register(district.west, f"安{chr(0x4E00 + number)}")
    clerk = proved(district, "clerk")
    assert "申请导出" in text(clerk.get(ADDRESS))
    consent = asked_for(clerk, ADDRESS, keys=["id_number"])
    take = {"form_key": any_key(clerk)}
    assert clerk.post(f"/consents/{consent.pk}/take/", take).status_code == 409
    assert leaves("export_members") == []
    agreed(consent, district.people["office"], clock.now())
    page = clerk.get(f"/consents/{consent.pk}/")
    assert "取表格" in text(page)
    take = {"form_key": key_in(page)}
    with django_assert_max_num_queries(36):
        assert len(table(clerk.post(f"/consents/{consent.pk}/take/", take))) == 309
    again = {"form_key": any_key(clerk)}
    assert clerk.post(f"/consents/{consent.pk}/take/", again).status_code == 409
    assert len(leaves("export_members")) == 1


def test_what_was_agreed_to_is_what_leaves(district: District) -> None:
    """TRUST 2.5: not more people than were agreed to, by nobody else, and not without its
    checker's right."""
    clerk = proved(district, "clerk")
    consent = asked_for(clerk, f"{ADDRESS}?at={district.east.pk}", keys=["id_number"])
    assert consent.act == Act.EXPORT_KEY
    agreed(consent, district.people["office"], clock.now())
    take = f"/consents/{consent.pk}/take/"
    foreign = proved(district, "secretary")
    assert foreign.post(take, {"form_key": any_key(foreign)}).status_code == 404
    for change, told in (
        (lambda: register(district.east, "安一"), "比同意的 9 人多"),
        (lambda: _loses(district.people["office"]), "已经没有这个权限"),
    ):
        with transaction.atomic():
            change()
            answer = clerk.post(take, {"form_key": any_key(clerk)})
            assert (answer.status_code in (403, 422), told in text(answer)) == (True, True)
            transaction.set_rollback(True)
    assert leaves("export_members") == []
    late = clock.now() + dt.timedelta(hours=24, seconds=1)
    with pytest.raises(Stale, match="过期"):
        consents.carry_out(consent, list, maker=district.people["clerk"], now=late, by=SYSTEM)
    answer = clerk.post(take, {"form_key": any_key(clerk)})
    _, mark, heads, *rows = cells(book(answer))
    assert "方晴川同意" in mark[0]
    assert (len(rows), "公民身份号码" in heads) == (9, True)


def _loses(person: Person) -> None:
    RoleGrant.objects.filter(holder=person).current().end(TODAY)


def asked_for(client: Client, address: str, **chosen: list[str]) -> Consent:
    sent = send(client, address, reason=REASON, **chosen)
    assert sent.status_code == 302, text(sent)
    consent = Consent.objects.latest("pk")
    assert sent["Location"] == f"/consents/{consent.pk}/"
    return consent


def taken(
    district: District, role: str, checker: str, address: str, **chosen: list[str]
) -> HttpResponse:
    """The workbook of a list that takes two: asked for, agreed to by the checker, taken."""
    client = proved(district, role)
    consent = asked_for(client, address, **chosen)
    agreed(consent, district.people[checker], clock.now())
    take = f"/consents/{consent.pk}/take/"
    return client.post(take, {"form_key": any_key(client)})
