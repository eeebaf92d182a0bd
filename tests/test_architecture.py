"""What holds the house: no shortcuts between layers, decided privileges, declared classes."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connections, models

from dangjian.config import grants, guarded
from dangjian.kernel import secrecy

pytestmark = pytest.mark.guards

ROOT = Path(__file__).resolve().parent.parent
FLOORS: dict[str, float] = {
    "kernel": 0,
    "kit": 0,
    "registry": 1,
    "courier": 1.5,
    "flow": 2,
    "portal": 3,
    "feeds": 3.5,
    "openness": 4,
    "meetings": 4,
    "search": 2,
    "library": 3,
    "dues": 4.5,
    "appraisal": 5,
    "membership": 5,
    "development": 5,
    "transfers": 5,
    "handover": 5,
    "voices": 5,
    "forum": 5,
    "honours": 5,
    "desk": 6,
    "config": 7,
}
OURS = [app for app in apps.get_app_configs() if app.name.startswith("dangjian.")]


def our_models() -> list[type[models.Model]]:
    return [model for app in OURS for model in app.get_models()]


@pytest.mark.parametrize("model", our_models(), ids=lambda m: m.__name__)
def test_every_field_declares_its_secrecy_class(model: type[models.Model]) -> None:
    assert secrecy.undeclared(model) == set()


def test_every_table_has_its_privileges_decided() -> None:
    assert grants.unlisted_tables() == set()


def test_privileges_name_no_table_that_is_gone() -> None:
    managed = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    assert set(grants.APPLICATION) - managed == {"django_migrations"}


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_application_holds_exactly_the_listed_privileges() -> None:
    app = connections["default"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(privilege_type::text ORDER BY privilege_type)"
            " FROM information_schema.role_table_grants WHERE grantee = %s GROUP BY 1",
            [app],
        )
        held = {table: set(privileges) for table, privileges in cursor.fetchall()}
    assert held == {table: set(wanted) for table, wanted in grants.APPLICATION.items()}


@pytest.mark.django_db(databases=["owner", "auditor"])
def test_the_auditors_role_holds_the_listed_reading_and_no_writing() -> None:
    """T8: of whole tables and of columns, whatever statement somebody thinks of."""
    auditor = connections["auditor"].settings_dict["USER"]
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT table_name, array_agg(DISTINCT privilege_type::text)"
            " FROM information_schema.role_column_grants WHERE grantee = %s GROUP BY 1",
            [auditor],
        )
        assert dict(cursor.fetchall()) == dict.fromkeys(grants.AUDITOR, ["SELECT"])
        cursor.execute(
            "SELECT table_name FROM information_schema.role_table_grants"
            " WHERE grantee = %s AND privilege_type <> 'SELECT'",
            [auditor],
        )
        assert cursor.fetchall() == []


@pytest.mark.django_db(databases=["default", "owner"])
def test_the_application_alone_may_call_exactly_the_listed_functions() -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT proname, array_agg(DISTINCT coalesce(r.rolname, 'public')) FROM pg_proc,"
            " aclexplode(coalesce(proacl, acldefault('f', proowner))) AS a"
            " LEFT JOIN pg_roles r ON r.oid = a.grantee"
            " WHERE pronamespace = 'public'::regnamespace AND a.grantee <> proowner"
            " AND (proname LIKE 'procrastinate%%' OR proname = ANY (%s)) GROUP BY 1",
            [[*guarded.FUNCTIONS, *grants.ACTS]],
        )
        held = dict(cursor.fetchall())
    app = connections["default"].settings_dict["USER"]
    assert held == {function: [app] for function in grants.FUNCTIONS}


@pytest.mark.django_db(databases=["auditor"])
@pytest.mark.parametrize(
    ("statement", "allowed"),
    [
        ("SELECT count(*) FROM kernel_leaf", True),
        ("SELECT login_name FROM registry_account", True),
        ("SELECT password FROM registry_account", False),
        ("SELECT name FROM registry_person", False),
        ("DELETE FROM kernel_leaf", False),
        ("INSERT INTO kernel_usedformkey VALUES (gen_random_uuid(), 1, '', now(), '')", False),
    ],
)
def test_the_auditor_reads_evidence_and_rights_and_nothing_else(
    statement: str, allowed: bool
) -> None:
    with connections["auditor"].cursor() as cursor:
        if allowed:
            cursor.execute(statement)
        else:
            with pytest.raises(Exception, match="permission denied"):
                cursor.execute(statement)


@pytest.mark.django_db
def test_the_application_may_not_change_the_schema() -> None:
    with (
        connections["default"].cursor() as cursor,
        pytest.raises(Exception, match="permission|owner"),
    ):
        cursor.execute("CREATE TABLE shadow (id int)")


def test_no_foreign_key_points_upwards() -> None:
    for model in our_models():
        here = FLOORS[model._meta.app_label]
        for field in model._meta.get_fields():
            target = getattr(field, "related_model", None)
            if not (field.concrete and isinstance(target, type)):
                continue
            there = FLOORS.get(target._meta.app_label, -1)
            assert there <= here, f"{model.__name__}.{field.name} points up to {target.__name__}"


def test_no_model_uses_a_generic_foreign_key() -> None:
    for path in (ROOT / "dangjian").rglob("*.py"):
        assert "GenericForeignKey" not in path.read_text(), path


def test_templates_take_only_from_their_own_floor_or_below() -> None:
    wanted = re.compile(r"""\{%\s*(?:extends|include)\s+(?:\w+\|yesno:)?["']([^"']+)["']""")
    for path in (ROOT / "dangjian").rglob("templates/**/*.html"):
        room = path.relative_to(ROOT / "dangjian").parts[0]
        for reference in wanted.findall(path.read_text()):
            for template in reference.split(","):
                owner = template.split("/")[0]
                if owner in FLOORS:
                    assert FLOORS[owner] <= FLOORS[room], f"{path}: {template}"


def test_views_render_only_templates_of_their_floor_or_below() -> None:
    for path in (ROOT / "dangjian").rglob("*.py"):
        room = path.relative_to(ROOT / "dangjian").parts[0]
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                match = re.fullmatch(r"(\w+)/[\w/]+\.html", node.value)
                if match and match[1] in FLOORS and room in FLOORS:
                    assert FLOORS[match[1]] <= FLOORS[room], f"{path}: {node.value}"


def test_every_public_action_is_one_transaction_with_evidence() -> None:
    """Public functions of actions modules carry @evidence.action, or only call one that does."""
    helpers = {
        *("register_member", "end_all", "close_for", "locked", "cancel_codes", "enter_doubtless"),
        # leave a leaf only where they change something
        *("install", "look_at", "settle_oversight"),
        "bring_in",  # each letter in its own
        *("misfits", "person_of"),  # write nothing
        *("tell", "forget"),  # leave no leaf where there is nobody to tell, nothing to forget
        *("call_it", "check_name"),  # within the acts that name an organization
        *("call_office", "told"),  # within the action of a thread
        # within the act that makes something findable; what is counted is no act of anybody
        *("index", "index_many", "let_be_found", "learn", "recount"),
        # what stands there already, written anew; what it is asked for, and how far it is
        *("rebuild", "every_findable", "under_way"),
        *("end_stays", "taken", "go"),  # within the acts that move a transfer on
        *("attach", "check_file", "read_words"),  # within bring_in; its own act, `settle`
        "ask_again",  # has the worker go on with what waits
        *("take_in", "read_upload"),  # within enter and correct; its own acts, `settle_pages` …
        *("link", "no_longer_found"),  # within the act that changes what is on the shelf
        *("took", "found_nothing"),  # a look at a source that brought nothing new is no act
        # within `take`: papers, contacts and sponsors, what follows in the register
        *("check_papers", "check_needed", "write_papers", "set_guides", "follow"),
        "restate_all",  # what lists read, reckoned anew: nothing happens to anybody
        # within the act that ends an organization; every night each case by `follow`, its own act
        *("carry_over", "carry_balance", "follow_members"),
        *("come_back", "lead_by_case"),  # within a decision on standing, and an admission
        # what a request of two would be refused for; how its act is read; within its acts
        *("check_grant", "check_end", "check", "may_decide", "deed_of", "maker_of"),
        *("leaf", "locked", "changed", "offices"),
        # of a request that roles go along, or that a leaver is a member again; its own acts
        *("giver", "check_hand_over", "tell_hand_over", "wanted_of", "pass_on"),
        *("leaver", "place", "check_reopen", "tell_reopen", "check_void", "tell_void"),
        "drop_requests_to_end",  # within the acts by which there is nothing to end any more
        # what is put before a second person, and what it is about: written nowhere; within `merge`
        *("payload_of", "records_of", "place_of", "check_wanted", "carry", "relations"),
        *("judge", "keep_place"),  # writes nothing; how far one read is nobody's business
    }
    files = [
        *(ROOT / "dangjian").glob("*/actions/**/*.py"),
        *(ROOT / "dangjian").glob("*/actions.py"),
    ]
    for path in files:
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                decorated = any("evidence.action" in ast.unparse(d) for d in node.decorator_list)
                assert decorated or node.name in helpers, f"{path.name}: {node.name}"


_HIDDEN = re.compile(
    r"(^|_)(scores?|points?|rank(ing)?|streak|online|loyalty|mood|sentiment|latitude|longitude"
    r"|location|keyword|censored)($|_)"
)


def _fields() -> list[str]:
    ours = (model for model in apps.get_models() if model.__module__.startswith("dangjian."))
    return [f"{m._meta.model_name}.{f.column}" for m in ours for f in m._meta.concrete_fields]


def test_nobody_is_scored_ranked_or_followed_and_no_word_is_forbidden_by_a_list() -> None:
    """TRUST 5: no field for points, ranks, time online or whereabouts; none for forbidden words."""
    assert [field for field in _fields() if _HIDDEN.search(field.partition(".")[2])] == []
    assert _HIDDEN.search("activity_score") and _HIDDEN.search("online_minutes"), "the twin"


def test_nothing_below_the_outermost_layer_looks_at_the_clock() -> None:
    looks = re.compile(
        r"\b(date\.today|datetime\.now|timezone\.now|localdate|clock\.(?:now|today))\("
    )
    allowed = {"kernel/clock.py", "kernel/evidence.py", "kernel/idempotency.py"}
    for path in (ROOT / "dangjian").rglob("*.py"):
        place = path.relative_to(ROOT / "dangjian").as_posix()
        inner = re.search("/(actions|queries)(/|[.]py)", place) or place.startswith("kernel/")
        if inner and place not in allowed:
            assert not looks.search(path.read_text()), place


def test_no_python_file_is_a_second_noun_too_long() -> None:
    for path in (ROOT / "dangjian").rglob("*.py"):
        if "migrations" not in path.parts:
            lines = len(path.read_text().splitlines())
            assert lines <= 500, f"{path}: {lines} lines ask for a second noun"
