"""Secretaries that a list of organizations names: found by name, confirmed by a person (A3)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.kernel import idempotency
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import imports, posts
from dangjian.registry.actions.secretaries import Appointment, record_secretaries
from dangjian.registry.authority import Scope
from dangjian.registry.models import Import, Organization, Post, PostTitle
from dangjian.registry.queries.secretaries import Match, named
from tests.district import TODAY, District, register
from tests.registry.forms_sent import opened, text
from tests.registry.imports_brought import bring

SignIn = Callable[[Client, str], Client]
COLUMNS = "组织名称,组织简称,上级党组织,组织类别,成立日期,本届任期起,本届任期止,书记"
ELECTED = dt.date(2024, 3, 15)


def listed(
    district: District, folder: Path, names: dict[str, str], as_of: dt.date = TODAY
) -> Import:
    """A list that founds one branch for each secretary."""
    lines = [
        f"中共禾丰区{short}支部委员会,{short}党支部,{district.street.name},党支部,2020-01-01,"
        f"2024-03-15,2027-03-14,{secretary}"
        for short, secretary in names.items()
    ]
    path = folder / "组织.csv"
    path.write_text("\n".join([COLUMNS, *lines]), encoding="utf-8")
    return bring(path, kind="organizations", as_of=as_of)


def branch(short: str) -> Organization:
    return Organization.objects.get(short_name=f"{short}党支部")


def whole(district: District) -> Scope:
    return Scope.of([district.root.path])


def matches(district: District) -> dict[str, Match]:
    return {one.organization.short_name: one.match for one in named(whole(district))}


@pytest.fixture
def told(district: District, tmp_path: Path) -> District:
    """甲: one of that name; 乙: two; 丙: nobody here; 丁: a probationary one; 戊: one more."""
    listed(district, tmp_path, {"甲": "程远山", "乙": "白仲谦", "丙": "顾南溪", "丁": "秦书岚",
                                "戊": "冯 雪"})  # fmt: skip
    register(branch("甲"), "程远山")
    register(branch("乙"), "白仲谦", born_on=dt.date(1970, 3, 1))
    register(branch("乙"), "白仲谦", born_on=dt.date(1985, 3, 1))
    register(branch("丁"), "秦书岚", joined_on=dt.date(2026, 3, 1), full_on=None)
    register(branch("戊"), "冯雪", joined_on=dt.date(2023, 7, 1))
    return district


def test_each_is_looked_for_among_the_full_members_of_his_own_organization(told: District) -> None:
    assert matches(told) == {
        "甲党支部": Match.ONE,
        "戊党支部": Match.ONE,
        "乙党支部": Match.SEVERAL,
        "丙党支部": Match.NOBODY,
        "丁党支部": Match.NOBODY,
    }


def test_he_counts_from_the_election_if_he_was_a_full_member_then(told: District) -> None:
    since = {one.organization.short_name: [c.on for c in one.candidates] for one in
             named(whole(told)) if one.match is Match.ONE}  # fmt: skip
    assert since == {"甲党支部": [ELECTED], "戊党支部": [TODAY]}


def test_a_secretary_on_record_is_never_replaced(told: District) -> None:
    other = register(branch("丙"), "苏晚照")
    posts.appoint(branch("丙"), other, title=PostTitle.SECRETARY, on=TODAY, today=TODAY, by=SYSTEM)
    assert matches(told)["丙党支部"] is Match.OTHER


def test_the_latest_list_counts(told: District, tmp_path: Path) -> None:
    listed(told, tmp_path, {"己": "程远山"})
    register(branch("己"), "程远山")
    assert matches(told)["己党支部"] is Match.ONE


def test_a_list_of_organizations_known_already_names_secretaries_too(
    told: District, tmp_path: Path
) -> None:
    listed(told, tmp_path, {"丙": "苏晚照"})
    register(branch("丙"), "苏晚照")
    assert matches(told)["丙党支部"] is Match.ONE


def test_a_list_that_was_taken_back_names_nobody(told: District, tmp_path: Path) -> None:
    run = listed(told, tmp_path, {"丙": "苏晚照"})
    register(branch("丙"), "苏晚照")
    imports.undo(run, reason="交错了表", by=SYSTEM)
    assert matches(told)["丙党支部"] is Match.NOBODY


# --- the page -------------------------------------------------------------------------------------


def test_one_press_records_one_and_can_be_taken_back(
    client: Client, told: District, sign_in: SignIn
) -> None:
    sign_in(client, "clerk")
    words = text(client.get("/secretaries/"))
    assert "认定书记" in words and "表里写的书记：程远山" in words
    person = next(c.person for o in named(whole(told)) for c in o.candidates if o.name == "程远山")
    choice = f"{branch('甲').pk}:{person.pk}"
    done = client.post(
        "/secretaries/", opened(client, "/secretaries/") | {"choose": choice}, follow=True
    )
    assert "程远山任甲党支部书记已经登记" in text(done) and "登记错了，撤回" in text(done)
    post = Post.objects.get(person=person)
    assert (post.title, post.valid.lower, post.term.valid.lower) == ("secretary", ELECTED, ELECTED)
    assert "党组织表" in post.document
    leaf = Leaf.objects.filter(verb="appoint", subject_uid=branch("甲").uid).get()
    assert leaf.actor_role == "clerk"
    again = client.post("/secretaries/", opened(client, "/secretaries/") | {"choose": choice})
    assert again.status_code == 422
    assert matches(told)["甲党支部"] is Match.RECORDED


def test_of_several_a_person_picks_one(client: Client, told: District, sign_in: SignIn) -> None:
    sign_in(client, "clerk")
    (two,) = [one for one in named(whole(told)) if one.match is Match.SEVERAL]
    younger = two.candidates[1].person
    choice = f"{two.organization.pk}:{younger.pk}"
    client.post("/secretaries/", opened(client, "/secretaries/") | {"choose": choice})
    assert Post.objects.get(organization=two.organization).person == younger


def test_all_who_are_certain_are_recorded_by_one_press(
    client: Client, told: District, sign_in: SignIn
) -> None:
    sign_in(client, "clerk")
    page = client.get("/secretaries/")
    assert page.context["certain"] == 2
    form = opened(client, "/secretaries/") | {"choose": page.context["everyone"]}
    done = client.post("/secretaries/", form, follow=True)
    assert "2 位书记已经登记" in text(done)
    recorded = Post.objects.filter(document__contains="党组织表")
    assert set(recorded.values_list("person__name", flat=True)) == {"程远山", "冯雪"}
    stale = client.post(
        "/secretaries/", opened(client, "/secretaries/") | {"choose": page.context["everyone"]}
    )
    assert stale.status_code == 409


@pytest.mark.parametrize("choice", ["", "all", "all:x", "1:2", "x:y", "9" * 30, ":"])
def test_nonsense_is_refused_with_a_sentence(
    client: Client, told: District, sign_in: SignIn, choice: str
) -> None:
    sign_in(client, "clerk")
    answer = client.post("/secretaries/", opened(client, "/secretaries/") | {"choose": choice})
    assert answer.status_code in (409, 422)
    assert "请" in text(answer)
    assert not Post.objects.filter(document__contains="党组织表").exists()


def test_the_way_leads_from_the_import_and_from_the_organization(
    client: Client, told: District, sign_in: SignIn
) -> None:
    sign_in(client, "office")
    run = Import.objects.latest("pk")
    assert "去认定书记" in text(client.get(f"/imports/{run.pk}/"))
    here = branch("甲")
    page = client.get(f"/organizations/{here.pk}/")
    assert "党组织表里写的书记是程远山" in text(page)
    alone = client.get(f"/secretaries/?organization={here.pk}")
    assert [one.organization for one in alone.context["rows"]] == [here]
    assert "党组织表里写的书记" not in text(
        sign_in(Client(), "leader").get(page.request["PATH_INFO"])
    )


def test_nobody_sees_or_records_those_of_elsewhere(
    client: Client, district: District, sign_in: SignIn, tmp_path: Path
) -> None:
    path = tmp_path / "组织.csv"
    path.write_text(
        f"{COLUMNS}\n中共禾丰区柳岸支部委员会,柳岸党支部,{district.other_street.name},党支部,"
        "2020-01-01,,,顾南溪",
        encoding="utf-8",
    )
    bring(path, kind="organizations")
    there = Organization.objects.get(short_name="柳岸党支部")
    person = register(there, "顾南溪")
    sign_in(client, "clerk")
    assert client.get("/secretaries/").context["rows"] == []
    address = f"/secretaries/?organization={there.pk}"
    assert client.get(address).context["rows"] == []
    key = idempotency.issue(district.accounts["clerk"].pk)
    choice = {"form_key": key, "choose": f"{there.pk}:{person.pk}"}
    assert client.post(address, choice).status_code == 422
    assert not Post.objects.filter(organization=there).exists()


def test_many_cost_no_more_queries_than_few(
    client: Client, district: District, sign_in: SignIn, tmp_path: Path
) -> None:
    sign_in(client, "clerk")

    def grow(names: str) -> None:
        listed(district, tmp_path, {name: f"书记{name}" for name in names})
        for name in names:
            register(branch(name), f"书记{name}")

    def costs() -> tuple[int, int]:
        page = client.get("/secretaries/")
        with CaptureQueriesContext(connection) as looked:
            client.get("/secretaries/")
        form = opened(client, "/secretaries/") | {"choose": page.context["everyone"]}
        with CaptureQueriesContext(connection) as recorded:
            assert client.post("/secretaries/", form).status_code == 302
        return len(looked), len(recorded)

    grow("甲乙")
    few = costs()
    grow("丙丁戊己庚辛壬癸子丑寅卯")
    assert costs() == few


def test_nobody_records_himself(told: District) -> None:
    (one, *_) = [one for one in named(whole(told)) if one.match is Match.ONE]
    candidate = one.candidates[0]
    himself = SYSTEM.__class__(1, "clerk", candidate.person.uid)
    with pytest.raises(Refused, match="不能登记自己任职"):
        record_secretaries(
            [Appointment(one.organization, candidate.person, candidate.on)],
            document="",
            today=TODAY,
            by=himself,
        )
