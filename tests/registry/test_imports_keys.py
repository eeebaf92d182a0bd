"""The real-shaped tables, through the command: their answer keys agree (K2, M3)."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Count, Q

from dangjian.config import cluster, import_command
from dangjian.kernel import codes
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused
from dangjian.registry.actions import imports
from dangjian.registry.importing import spool
from dangjian.registry.models import (
    CommitteeTerm,
    Import,
    ImportRow,
    Membership,
    Naming,
    Organization,
    OrganizationForm,
    Person,
    Standing,
    Unit,
)
from dangjian.registry.rules.imports.occupations import posts
from tests.conftest import template_database, use_database
from tests.environment import HOME

AS_OF = dt.date(2025, 12, 31)


@pytest.fixture(scope="module", autouse=True)
def district(django_db_setup: None, django_db_blocker: Any, shared_data: Path) -> Iterator[None]:
    """A database of its own with the organizations of the district; commits are real."""
    before = settings.DATABASES["default"]["NAME"]
    name = f"{before}_imports"
    with django_db_blocker.unblock():
        cluster.drop_database(HOME, name)
        cluster.copy_database(HOME, template_database(), name)
        use_database(name)
        assert bring(shared_data / "organizations.xlsx", "organizations") == 0
        yield
        use_database(before)
        cluster.drop_database(HOME, name)


def bring(path: Path, kind: str, out: Path | None = None, *, dry_run: bool = False) -> int:
    """What `dangjian import` does once the database is there; its exit status."""
    return import_command.bring_in(kind, path, dry_run=dry_run, as_of=AS_OF, out=out)


def key(folder: Path, name: str) -> dict[str, Any]:
    stored: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return stored


# --- organizations ------------------------------------------------------------------------------


def test_the_organizations_of_the_district_are_in(shared_data: Path) -> None:
    wanted = key(shared_data, "organizations.key.json")
    labels = {str(form): str(form.label) for form in OrganizationForm}
    by_form = Counter(labels[form] for form in Organization.objects.values_list("form", flat=True))
    assert (sum(by_form.values()), dict(by_form)) == (wanted["total"], wanted["by_form"])
    depths = Counter(
        o.depth for o in Organization.objects.filter(form__in=["branch", "joint_branch"])
    )
    assert {str(depth): n for depth, n in depths.items()} == wanted["depth_of_branch"]
    assert Organization.objects.filter(may_approve=True).count() == wanted["may_approve"]
    expired = CommitteeTerm.objects.filter(due_on__lt=AS_OF).values_list("organization__code")
    assert sorted(code for (code,) in expired) == wanted["term_expired_on_as_of"]
    end = AS_OF + relativedelta(months=6)
    ending = CommitteeTerm.objects.filter(due_on__range=(AS_OF, end))
    assert (
        sorted(ending.values_list("organization__code", flat=True))
        == wanted["term_ending_within_6_months"]
    )
    assert Unit.objects.exclude(credit_code=None).count() == wanted["uscc_cells"]
    twice = Organization.objects.values_list("short_name").annotate(n=Count("*")).filter(n__gt=1)
    assert dict(twice) == wanted["same_short_name"]
    assert Naming.objects.current().count() == wanted["total"]
    assert Leaf.objects.filter(verb="found_organization").count() == wanted["total"]


def test_brought_in_twice_every_organization_is_skipped(shared_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert bring(shared_data / "organizations.xlsx", "organizations", out, dry_run=True) == 0
    counts = key(tmp_path, "out.json")["counts"]
    assert counts == {"skip": 1560, "rows": 1560}
    assert Import.objects.count() == 1


# --- rosters ------------------------------------------------------------------------------------


def test_the_verdict_on_every_dirty_row_is_the_keys(shared_data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert bring(shared_data / "roster-dirty.xlsx", "roster", out, dry_run=True) == 0
    assert not ImportRow.objects.filter(run__kind="roster").exists()
    told, wanted = key(tmp_path, "out.json"), key(shared_data, "roster-dirty.key.json")
    ours = {(row["sheet"], row["row"]): row for row in told["rows"]}
    for row in wanted["rows"]:
        mine = ours[row["sheet"], row["row"]]
        assert mine["verdict"] == row["verdict"], (row, mine)
        assert codes_of(row) <= codes_of(mine), (row, mine)
        assert mine.get("normalised", {}) == row.get("normalised", {}), (row, mine)
        assert same_as(row) in (None, same_as(mine)), (row, mine)
    assert {**told["counts"], "rows": 0} == {**wanted["counts"], "rows": 0}


def codes_of(row: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(issue["column"], issue["code"]) for issue in row.get("issues", ())}


def same_as(row: Mapping[str, Any]) -> Any:
    found = [issue["same_as"] for issue in row.get("issues", ()) if "same_as" in issue]
    return row.get("same_as") or (found[0] if found else None)


def test_a_file_with_a_password_is_said_with_its_code_and_status_2(
    shared_data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    assert bring(shared_data / "roster-300-password.xlsx", "roster", out, dry_run=True) == 2
    told = key(tmp_path, "out.json")
    assert told["file_error"] == "F-ENCRYPTED"
    assert told["message"] in capsys.readouterr().err
    assert bring(shared_data / "roster-300-password.xlsx", "roster", out) == 2
    assert Import.objects.latest("pk").state == "failed"


@pytest.mark.parametrize("name", ["roster-300.xls", "roster-300.et", "roster-300.csv"])
def test_the_same_300_rows_in_other_formats_are_all_right(
    shared_data: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / "out.json"
    assert bring(shared_data / name, "roster", out, dry_run=True) == 0
    told = key(tmp_path, "out.json")
    assert sum(told["counts"].get(v, 0) for v in ("accept", "normalise")) == 300
    assert not any(told["counts"].get(verdict) for verdict in ("human", "reject"))


def test_the_whole_roster_goes_in_with_its_margins_and_out_again(shared_data: Path) -> None:
    """One story, since it takes its time: 38,216 members in, counted, and taken back."""
    assert bring(shared_data / "roster.xlsx", "roster") == 0
    run = Import.objects.latest("pk")
    wanted = key(shared_data, "roster.key.json")
    assert (run.entered, Person.objects.count()) == (wanted["rows"], wanted["rows"])
    assert margins() == wanted["margins"]
    standings = Counter(Person.objects.values_list("standing", flat=True))
    assert standings == {"full": wanted["full"], "probationary": wanted["probationary"]}
    assert Person.objects.filter(lost=True).count() == wanted["lost_contact"]
    assert Person.objects.filter(floating=True).count() == wanted["mobile"]
    assert counted("ethnic", codes.ETHNIC.name) == wanted["ethnic"]
    assert counted("education", codes.EDUCATION.name) == wanted["education"]
    assert counted("occupation", str) == wanted["post"]
    assert Standing.objects.on(AS_OF).count() == wanted["rows"]
    assert (
        by_second_level() == (key(shared_data, "organizations.key.json")["members_by_second_level"])
    )
    assert Leaf.objects.filter(verb="register_member").count() == wanted["rows"]
    with pytest.raises(Refused, match="已经有党员"):
        imports.undo(Import.objects.earliest("pk"), reason="导错了", by=SYSTEM)
    imports.undo(run, reason="导错了", by=SYSTEM)
    assert not Person.objects.exclude(path="", name="", id_number_index=None).exists()
    assert not Membership.objects.on(AS_OF).exists()
    imports.undo(Import.objects.earliest("pk"), reason="导错了", by=SYSTEM)
    assert not Organization.objects.open().exists()
    assert not any(spool.place(run.uid).exists() for run in Import.objects.all())


def counted(column: str, label: Any) -> dict[str, int]:
    found = Person.objects.values_list(column).annotate(n=Count("*"))
    return {label(value): n for value, n in found}


def by_second_level() -> dict[str, int]:
    """Members in the subtree of each organization directly below the root."""
    root = Organization.objects.get(parent=None)
    return {
        child.name: n
        for child in root.children.all()
        if (n := Person.objects.filter(path__startswith=child.path).count())
    }


def margins() -> dict[str, int]:
    """The margins of the bulletin, asked of the database."""
    people = Person.objects.all()
    everybody = {
        "members": Q(),
        "women": Q(sex="2"),
        "minority": ~Q(ethnic="01"),
        "edu_college_up": college(),
        "join_before_1949": Q(joined_on__lt="1949-10-01"),
        "join_1949_1978_3rd_plenum": Q(joined_on__range=("1949-10-01", "1978-12-17")),
        "join_1978_to_18th_congress": Q(joined_on__range=("1978-12-18", "2012-11-07")),
        "join_since_18th_congress": Q(joined_on__gte="2012-11-08"),
        **{f"age_{name}": between(*ages) for name, ages in AGES.items()},
        **{code: doing(code) for code in set(posts().values())},
    }
    developed = Q(joined_on__year=2025)
    of_them = {
        "total": Q(),
        "women": Q(sex="2"),
        "minority": ~Q(ethnic="01"),
        "le35": between(0, 35),
        "edu": college(),
        **{code: doing(code) for code in set(posts().values())},
    }
    found = {name: people.filter(wanted).count() for name, wanted in everybody.items()}
    for name, wanted in of_them.items():
        if n := people.filter(developed, wanted).count():
            found[f"dev_{name}"] = n
    return found


AGES = {
    "le30": (0, 30),
    "31_35": (31, 35),
    "36_40": (36, 40),
    "41_45": (41, 45),
    "46_50": (46, 50),
    "51_55": (51, 55),
    "56_60": (56, 60),
    "ge61": (61, 150),
}


def between(least: int, most: int) -> Q:
    """Completed years on the last day of the year."""
    return Q(born_on__gt=AS_OF - relativedelta(years=most + 1)) & Q(
        born_on__lte=AS_OF - relativedelta(years=least)
    )


def doing(code: str) -> Q:
    return Q(occupation__in=[post for post, of in posts().items() if of == code])


def college() -> Q:
    return Q(education__regex=r"^(1[147]|2[18]|31)$")
