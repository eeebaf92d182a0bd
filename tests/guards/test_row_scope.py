"""The second line: what the database shows to whom, when a query has forgotten to ask.

TRUST 2.4, T6; FEATURES L3.
"""

from __future__ import annotations

import ast
import datetime as dt
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, connections, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dangjian.config import guarded
from dangjian.kernel import copying, row_scope
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.row_scope import NOTHING, RowScope
from dangjian.registry.actions import people
from dangjian.registry.authority import viewer_of
from dangjian.registry.models import (
    Education,
    Employment,
    Floating,
    Hardship,
    LostContact,
    Membership,
    Organization,
    Person,
    Post,
    Relative,
    RoleGrant,
    Sanction,
    SanctionKind,
    Standing,
    StayAbroad,
)
from dangjian.registry.models.validity import since
from dangjian.registry.queries.people import named
from tests.district import ROLES, TODAY, District, build, new_member, register

pytestmark = pytest.mark.guards

ROOT = Path(__file__).resolve().parents[2]

WIDENED = {
    "registry/queries/audits.py": {"names in the evidence"},
    "registry/queries/erasing.py": {"whose words of evidence are to be erased"},
    "registry/queries/merging.py": {"records that were closed into one"},
    "registry/queries/secretaries.py": {"the secretary a list of organizations names"},
    "registry/queries/public.py": {"sums of the district that are published"},
    "forum/queries/seminars.py": {"whoever reads a paper reads who wrote and who reviewed it"},
    "openness/queries/office.py": {"whoever holds the code of a receipt"},
    "openness/queries/applications.py": {"whoever holds the code of a receipt"},
    "voices/queries/writers.py": {
        "whoever holds the code of a receipt",
        "whether an office waits for those who wrote",
    },
    "voices/queries/matters.py": {
        "how many letters were joined to one",
        "how many stand behind a matter",
    },
    "voices/queries/service.py": {"sums of the letters of all offices, which are published"},
    "voices/queries/waiting.py": {"how many letters nobody has answered"},
    "kernel/evidence.py": {"(its own name)"},  # an action: one transaction that leaves a leaf
    "kernel/jobs.py": {"(its own name)"},
}
"""Where something looks beyond the scope of whoever asks, and what for."""
AT_ONCE = {
    "config/starting.py",  # a command that an operator typed
    "registry/viewer.py",  # the pages on which somebody shows who he is
}
"""Where every row is shown until something else holds."""


_DAY = dt.date(2026, 3, 1)
NOW = dt.datetime(2026, 3, 1, 9, tzinfo=dt.UTC)
CORE = [  # what hangs on a record; the others: test_row_scope_rooms
    f"registry_{name}"
    for name in (
        *("person", "membership", "standing", "lostcontact", "floating", "education"),
        *("employment", "relative", "stayabroad", "hardship", "sanction"),
    )
]


def furnish(district: District) -> District:
    """Something in every table for one of either side; somebody who came over from the other side,
    and one who belongs to no organization any more."""
    for role in ("member", "foreigner"):
        about = {"person": district.people[role], "valid": since(_DAY)}
        LostContact.objects.create(**about, efforts="打过电话")
        Floating.objects.create(**about, destination="外省")
        Education.objects.create(**about, level="21", school="禾丰学院")
        Employment.objects.create(**about, unit="禾丰农机站", position="职工")
        Relative.objects.create(**about, kinship="母亲", name="宋谷雨")
        StayAbroad.objects.create(**about, country="邻国", purpose="探亲")
        Hardship.objects.create(**about, kind="重病")
        sanction = Sanction(
            **about, kind=SanctionKind.WARNING, organ="东篱街道党工委", document="禾街〔2026〕1号"
        )
        sanction.decided_on, sanction.entered_at = _DAY, NOW
        sanction.seal("reason", "没有写明")
        sanction.save()
    moved = register(district.foreign, "温知夏")
    district.people["moved"] = people.reassign(
        moved, organization=district.east, on=_DAY, today=TODAY, by=SYSTEM
    )
    gone = register(district.west, "邵无言")
    gone.memberships.end(TODAY)
    Person.objects.filter(pk=gone.pk).update(organization=None, path="")
    district.people["gone"] = gone
    return district


def _ids(table: str) -> set[int]:
    """All rows of a table that the database shows, without any filter of ours."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id FROM {table}")  # noqa: S608
        return {pk for (pk,) in cursor.fetchall()}


def test_every_table_of_ours_is_guarded_or_says_why_not() -> None:
    """L3, T6: a new table with personal data cannot be forgotten."""
    assert guarded.undecided_tables() == set()
    assert set(guarded.GUARDED) & set(guarded.UNGUARDED) == set()
    assert all(len(reason) > 10 for reason in guarded.UNGUARDED.values())


def test_the_database_has_the_policies_of_the_list(db: None) -> None:
    """L3, T6: each with the condition that is written, and the application cannot go round it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class c WHERE relrowsecurity AND EXISTS ("
            "SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polpermissive"
            " AND polcmd = '*' AND polname = 'within_scope')"
        )
        assert {name for (name,) in cursor.fetchall()} == set(guarded.GUARDED)
        cursor.execute("SELECT count(*) FROM pg_policy")
        assert cursor.fetchone() == (len(guarded.GUARDED),)
        cursor.execute(
            "SELECT rolsuper, rolbypassrls, pg_has_role(rolname, tableowner, 'member')"
            " FROM pg_roles, pg_tables"
            " WHERE rolname = current_user AND tablename = 'registry_person'"
        )
        assert cursor.fetchone() == (False, False, False)
        # A view shows what its owner may see, unless it says otherwise; there is none.
        cursor.execute("SELECT count(*) FROM pg_views WHERE schemaname = 'public'")
        assert cursor.fetchone() == (0,)


def test_nothing_asked_for_nothing_shown(district: District) -> None:
    """L3: a connection nobody has said anything on shows no row, nor does an empty word."""
    furnish(district)
    with row_scope.seeing(NOTHING), connection.cursor() as cursor:
        for paths in ("", " ", ",", ",,", "nonsense", "/0/"):
            cursor.execute("SELECT set_config('dangjian.paths', %s, false)", [paths])
            assert not Person.objects.filter(named(district.people["clerk"].name)).exists()
            assert {table: _ids(table) for table in guarded.GUARDED if _ids(table)} == {}, paths
    assert all(_ids(table) for table in CORE)


def test_a_path_that_does_not_end_is_no_scope() -> None:
    """TRUST 2.4: /1/2 would begin /1/20/ as well."""
    for wrong in ("/1/2", "1/2/", "/1/,/2/", ""):
        with pytest.raises(ValueError, match="no path"):
            RowScope((wrong,))
        with pytest.raises(ValueError, match="no path"):
            RowScope(roster=(wrong,))


def test_the_database_keeps_no_path_that_does_not_end(district: District) -> None:
    """TRUST 2.4: neither of an organization nor of a person, whoever writes it."""
    for model, name in ((Organization, "organization_path_form"), (Person, "person_path_form")):
        row = model.objects.filter(path__gt="/").first()
        assert row is not None
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.filter(pk=row.pk).update(path=row.path.rstrip("/"))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(draw=st.data())
def test_whatever_a_query_forgets_only_rows_within_the_scope_come_back(
    district: District, draw: st.DataObject
) -> None:
    """L3, T6: no filter of ours at all, any places of the tree, anybody asking. Of a person in
    office elsewhere the record's own row is known, and of whoever shares a branch where he belongs
    and as what; nothing that hangs on it."""
    if "moved" not in district.people:
        furnish(district)
    everybody = list(Person.objects.all())
    places = list(Organization.objects.all())
    paths = draw.draw(st.lists(st.sampled_from([o.path for o in places]), max_size=3))
    beside = draw.draw(st.lists(st.sampled_from([o.path for o in places]), max_size=2))
    asker = draw.draw(st.sampled_from([None, *(p.pk for p in everybody)]))

    def covered(path: str) -> bool:
        return any(path.startswith(one) for one in paths)

    def listed(path: str) -> bool:
        return any(path.startswith(one) for one in (*paths, *beside))

    whole = covered(district.root.path)
    stays = list(Membership.objects.select_related("organization", "person"))
    here = {m.person_id for m in stays if covered(m.organization.path)}
    of_them = {p.pk for p in everybody if whole or covered(p.path) or p.pk in here or p.pk == asker}
    on_list = of_them | {p.pk for p in everybody if listed(p.path)}
    on_list |= {m.person_id for m in stays if listed(m.organization.path)}
    in_office = {*Post.objects.values_list("person", flat=True)}
    in_office |= {*RoleGrant.objects.values_list("holder", flat=True)}
    known = of_them | {p.pk for p in everybody if listed(p.path)}
    known |= in_office | on_list if asker else set()
    rows = {
        model._meta.db_table: {
            pk for pk, person in model.objects.values_list("pk", "person") if person in of_them
        }
        for model in _HANG_ON_A_PERSON
    }
    rows["registry_person"] = known
    rows["registry_membership"] = {
        m.pk
        for m in stays
        if whole or listed(m.person.path) or listed(m.organization.path) or m.person_id == asker
    }
    rows["registry_standing"] = {
        pk for pk, person in Standing.objects.values_list("pk", "person") if person in on_list
    }
    part = draw.draw(st.sampled_from([*(p.name[-2:] for p in everybody), "宋", "%", "王_"]))
    with row_scope.seeing(RowScope(tuple(paths), asker, tuple(beside))):
        assert {table: _ids(table) for table in CORE} == rows
        found = set(Person.objects.filter(named(part)).values_list("pk", flat=True))
        with connection.cursor() as cursor:  # the function is the owner's: it keeps to the scope
            cursor.execute("SELECT registry_named(%s)", [part])
            assert found == {pk for (pk,) in cursor.fetchall()}
    of_places = {p.pk for p in everybody if part in p.name and (whole or listed(p.path))}
    assert found == of_places


_HANG_ON_A_PERSON = (
    *(Standing, LostContact, Floating, Education, Employment, Relative, StayAbroad, Hardship),
    Sanction,
)


def test_a_member_sees_his_own_record_and_of_his_branch_only_who_belongs_to_it(
    district: District,
) -> None:
    """L3: no office, no record of anybody else; who keeps the branch sees them."""
    furnish(district)
    fellow, member = district.people["clerk"], district.people["member"]
    Education.objects.create(person=fellow, valid=since(_DAY), level="21", school="禾丰学院")
    scope = viewer_of(district.accounts["member"], TODAY).row_scope
    assert scope == RowScope((), member.pk, (district.east.path,))
    with row_scope.seeing(scope):
        assert fellow.pk in _ids("registry_person")
        assert Membership.objects.filter(person=fellow).exists()
        for model in _HANG_ON_A_PERSON[1:]:
            assert {*model.objects.values_list("person", flat=True)} == {member.pk}
    with row_scope.seeing(viewer_of(district.accounts["secretary"], TODAY).row_scope):
        assert Education.objects.filter(person=fellow).exists()


def test_without_the_policy_the_same_look_finds_foreign_rows(committed_db: str) -> None:
    """L3: the twin that must go red. With the policies nobody of the street sees a row of the other
    street's; with the policies taken away by the owner he sees one in every table."""
    district = furnish(build())
    foreigner = district.people["foreigner"].pk
    scopes = [viewer_of(district.accounts[r], TODAY).row_scope for r in ("clerk", "secretary")]

    def foreign() -> dict[str, int]:
        counts = {}
        for scope in scopes:
            with row_scope.seeing(scope), connection.cursor() as cursor:
                for table in CORE:
                    column = "id" if table == "registry_person" else "person_id"
                    cursor.execute(
                        f"SELECT count(*) FROM {table} WHERE {column} = %s",  # noqa: S608
                        [foreigner],
                    )
                    counts[table] = counts.get(table, 0) + cursor.fetchone()[0]
        return counts

    assert foreign() == dict.fromkeys(CORE, 0)
    with connections["owner"].cursor() as cursor:
        for table in CORE:
            cursor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    assert all(foreign().values())


def test_a_row_beyond_the_scope_cannot_be_changed_nor_put_there(district: District) -> None:
    """L3: writing goes by the same line as reading."""
    clerk = viewer_of(district.accounts["clerk"], TODAY).row_scope
    foreigner = district.people["foreigner"]
    with row_scope.seeing(clerk):  # no action, which would look further
        assert Person.objects.filter(pk=foreigner.pk).update(occupation="别人改的") == 0
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Education.objects.create(person=foreigner, valid=since(_DAY), level="21", school="无")
    assert not Education.objects.exists()


def test_the_path_on_memberships_and_standings_follows_the_person(district: District) -> None:
    """L3: whatever moves somebody, and also where a program says otherwise."""
    moved = district.people["foreigner"]
    people.reassign(moved, organization=district.west, on=TODAY, today=TODAY, by=SYSTEM)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE registry_standing SET person_path = '/9/' WHERE id % 2 = 0")
        cursor.execute(
            "INSERT INTO registry_standing (person_id, kind, reason, document, valid, person_path)"
            " VALUES (%s, 'full', '', '', '[1990-01-01,1990-01-02)', '/9/')",
            [district.people["clerk"].pk],
        )
        for table in ("registry_membership", "registry_standing"):
            cursor.execute(
                f"SELECT count(*) FROM {table} t JOIN registry_person p ON p.id = t.person_id"  # noqa: S608
                " WHERE t.person_path <> p.path"
            )
            assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT DISTINCT person_path FROM registry_membership WHERE person_id = %s", [moved.pk]
        )
        assert cursor.fetchall() == [(district.west.path,)]
        cursor.execute("UPDATE registry_membership SET valid = 'empty'")
        cursor.execute("UPDATE registry_membership SET person_path = '/9/'")
        cursor.execute("SELECT DISTINCT person_path FROM registry_membership")
        assert cursor.fetchall() == [("",)]  # what never was is nobody's


def test_a_long_list_of_new_members_goes_in_as_well_as_one(district: District) -> None:
    """C2: nothing is copied into a guarded table, and nobody has to know."""
    many = [new_member(district.west, f"新成员{number}") for number in range(copying.FEW + 9)]
    people.register_members(many, today=TODAY, by=SYSTEM)
    one = register(district.west, "单一人")
    scope = RowScope((district.west.path,))
    with row_scope.seeing(scope):
        assert Person.objects.count() == len(many) + 1
        assert Membership.objects.count() == len(many) + 1
        assert Standing.objects.filter(person=one, valid__contains=TODAY).count() == 1


def test_a_request_leaves_nothing_behind_on_the_connection(
    client: Client, district: District
) -> None:
    """L3: the next request of the same thread is somebody else's; pages, forms and refusals."""
    with row_scope.seeing(NOTHING):
        for role in ROLES:
            district.sign_in(client, role)
            client.get("/members/")
            client.get("/members/0/")
            client.post("/members/0/code/")
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT current_setting('dangjian.paths'), current_setting('dangjian.person'),"
                    " current_setting('dangjian.roster'), current_setting('dangjian.writer')"
                )
                assert cursor.fetchone() == ("", "", "", ""), role
            assert row_scope.now() == NOTHING


def test_what_holds_is_put_back_also_after_a_failed_statement(district: District) -> None:
    """L3: a transaction that failed takes no statement; its end brings back what held before."""
    scope = RowScope((district.east.path,))
    before = _ids("registry_person")
    with pytest.raises(DatabaseError), transaction.atomic(), row_scope.seeing(scope):
        assert _ids("registry_person") < before
        Person.objects.filter(pk=1).extra(where=["no_such_column"]).exists()
    assert _ids("registry_person") == before


def _names(node: ast.AST) -> tuple[str, str]:
    return getattr(node, "id", ""), getattr(node, "attr", "")


def test_what_looks_beyond_the_scope_is_listed_here_with_its_reason() -> None:
    """L3: no place widens the look unseen."""
    found: dict[str, set[str]] = {}
    for file in sorted((ROOT / "dangjian").rglob("*.py")):
        name = file.relative_to(ROOT / "dangjian").as_posix()
        text = file.read_text()
        if name == "kernel/row_scope.py" or "row_scope" not in text:
            continue
        for node in ast.walk(ast.parse(text)):
            called = node.func if isinstance(node, ast.Call) else None
            what = getattr(called, "id", getattr(called, "attr", ""))
            if what in ("widened", "widening"):
                said = node.args[0]  # type: ignore[attr-defined]
                reason = said.value if isinstance(said, ast.Constant) else "(its own name)"
                found.setdefault(name, set()).add(reason)
            if what == "widen_here" or "WHOLE" in _names(node):
                found.setdefault(name, set()).add("(until something else holds)")
    at_once = {name: {"(until something else holds)"} for name in AT_ONCE}
    assert found == WIDENED | at_once
