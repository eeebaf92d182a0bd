"""The auditor sees who saw, changed, took away what and why, and that nothing was removed (L4)."""

from __future__ import annotations

import ast
import io
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from dangjian.desk import audit_words, jobs, rooms
from dangjian.kernel.models import Leaf, Verification
from dangjian.kernel.proofs import sequencing, verifications
from dangjian.kernel.proofs.findings import Kind
from dangjian.kernel.proofs.verifying import Report
from dangjian.openness import recording
from dangjian.registry.actions import people
from dangjian.registry.authority import Purpose
from tests.district import TODAY, District
from tests.environment import PROJECT
from tests.kernel.proofs.written import leave
from tests.membership.errands import who
from tests.registry.forms_sent import opened, send, text


def looked(district: District, reason: str = "核对党费证上的号码") -> None:
    member = district.people["member"]
    by = who(district, "secretary").actor(Purpose.REVEAL, member.path)
    people.reveal(member, items=["mobile"], reason=reason, by=by)


def asked(district: District, query: str = "", role: str = "auditor") -> str:
    return text(district.sign_in(Client(), role).get(f"/audit/?{query}"))


def lines(page: str) -> int:
    return page.count("记录全文")


def test_who_looked_at_whom_and_why_is_told(district: District) -> None:
    looked(district)
    district.people["member"].refresh_from_db()
    page = asked(district)
    assert "林禾青" in page and "看了证件号或联系方式" in page
    assert "事由：核对党费证上的号码" in page and "还没有核对过" in page


def test_it_is_narrowed_by_person_place_day_and_kind(district: District) -> None:
    looked(district, "核对第一次")
    member = district.people["member"]
    by = who(district, "secretary").actor(Purpose.MAINTAIN, member.path)
    people.correct_items(member, {"occupation": "网格员"}, today=TODAY, by=by)
    seen, changed = asked(district, "kind=seen"), asked(district, "kind=changed")
    assert "核对第一次" in seen and "更正党员信息" not in seen
    assert "更正党员信息" in changed and "核对第一次" not in changed
    assert "核对第一次" not in asked(district, "kind=rights")
    assert "核对第一次" in asked(district, "who=林禾青") and "核对第一次" in asked(
        district, f"who={member.name}"
    )
    assert "没有这样的记录" in asked(district, "who=没有这个人")
    assert "核对第一次" in asked(district, f"place={member.organization.short_name}")
    assert "没有这样的记录" in asked(district, "place=没有这个组织")
    day = Leaf.objects.latest("id").at.date()
    assert "核对第一次" in asked(district, f"since={day}&kind=seen&until=2099-01-01")
    assert "没有这样的记录" in asked(district, "until=1999-01-01")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("since=2026-11-26&until=2026-11-25", "结束的日期比开始的还早"),
        ("who=110100197001029968", "请写姓名，不要写号码"),
        ("since=昨天", "日期"),
        ("before=-1", "请从第一页看起"),
        ("kind=x", "做了什么"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_sentence(
    district: District, query: str, sentence: str
) -> None:
    answer = district.sign_in(Client(), "auditor").get(f"/audit/?{query}")
    assert answer.status_code == 400
    assert sentence in text(answer)


def test_pages_follow_one_another_and_cost_the_same(district: District) -> None:
    client = district.sign_in(Client(), "auditor")
    counts = []
    for rows in (3, 120):
        for n in range(rows):
            looked(district, f"核对第{n}次")
        client.get("/audit/")
        with CaptureQueriesContext(connection) as asking:
            page = text(client.get("/audit/?kind=seen&who=林禾青"))
        counts.append(len(asking))
    assert counts[0] == counts[1]
    seen, address = 0, "/audit/?kind=seen"
    while address:
        page = client.get(address).content.decode()
        seen += lines(page)
        found = re.search(r'href="([^"]*before=[0-9]+)"', page)
        address = "/audit/" + found[1].replace("&amp;", "&") if found else ""
    assert seen == Leaf.objects.filter(verb="reveal").count() == 123


def test_the_whole_log_is_verified_at_night(committed_db: str) -> None:
    """By the auditor's role of the database, which reads and cannot write."""
    leave(3)
    sequencing.sequence()
    jobs.verify_log(0)
    found = Verification.objects.get()
    assert (found.good, found.faults, found.waiting) == (True, 0, 0)
    assert found.size == Leaf.objects.count() - 1


def test_that_nothing_was_removed_stands_there_with_its_date(district: District) -> None:
    verifications.keep(Report(size=1234, checkpoints=9), at=timezone.now(), seconds=1)
    assert "从头重算了 1,234 条记录、9 个检查点，都对得上" in asked(district)
    report = Report(size=1233)
    report.findings.add(Kind.REMOVED, position=6, leaf=7)
    verifications.keep(report, at=timezone.now(), seconds=1)
    page = asked(district)
    assert "有 1 处不对" in page and "第 7 条（编号 7）被删除了" in page
    client = district.sign_in(Client(), "auditor")
    for said in ("开始核对全部证据", "已经在核对了"):
        sent = {"form_key": opened(client, "/audit/export/")["form_key"]}
        assert said in text(client.post("/audit/verify/", sent, follow=True))
    assert "正在核对" in text(client.get("/audit/"))


def test_records_are_taken_away_with_a_reason_and_marked(district: District) -> None:
    looked(district)
    client = district.sign_in(Client(), "auditor")
    address = "/audit/export/?kind=seen"
    assert send(client, address, reason="").status_code == 422
    answer = send(client, address, reason="区纪委调阅")
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert "叶知渔" in rows[1][0] and "区纪委调阅" in rows[1][0]
    assert rows[3][1] == "林禾青" and rows[3][8] == "核对党费证上的号码"
    leaf = Leaf.objects.filter(verb="export_evidence").get()
    assert '"count":1' in leaf.body and "区纪委调阅" in leaf.body
    assert send(client, "/audit/export/?who=无此人", reason="区纪委调阅").status_code == 422


def test_nobody_else_reads_it_and_he_reads_nothing_else(district: District) -> None:
    for role in ("office", "leader", "system_officer", "security_officer", "member"):
        client = district.sign_in(Client(), role)
        assert [client.get(f"/audit/{at}").status_code for at in ("", "export/")] == [404, 404]
    client = district.sign_in(Client(), "auditor")
    assert client.get(f"/members/{district.people['secretary'].pk}/").status_code == 404


# --- words ----------------------------------------------------------------------------------------


def test_every_act_of_the_platform_has_words_for_the_auditor() -> None:
    """Whoever adds a verb says in acts.toml how it is told. Broken twin: an unknown one is seen."""
    said = audit_words.words()
    written = _verbs()
    assert len(written) > 200
    without = [verb for verb in written if said.act(verb).startswith("动作 ")]
    assert without == []
    moves = [move for flow in rooms.TABLES.values() for move in flow.moves]
    assert [move.name for move in moves if said.act(move.name).startswith("动作 ")] == []
    assert said.act("no_such_verb") == "动作 no_such_verb"
    assert said.act("meeting.call") == said.act("call")


def test_whatever_a_leaf_is_about_has_a_name_for_the_auditor() -> None:
    """Whoever adds a kind of subject says in acts.toml what people call it."""
    kinds = _subjects() | _named_by_their_models()
    assert len(kinds) > 50
    assert kinds - audit_words.words().subjects.keys() == set()


def _named_by_their_models() -> set[str]:
    """Kinds that a room makes of the name of the model, and those that stand in constants."""
    dues, appraisal = (apps.get_app_config(room).get_models() for room in ("dues", "appraisal"))
    named = {f"dues_{one._meta.model_name}" for one in dues if hasattr(one, "uid")}
    named |= {str(one._meta.model_name) for one in appraisal if hasattr(one, "uid")}
    return named | {recording.SUBJECT, recording.ITEM, recording.ENTRY}


def _subjects() -> set[str]:
    """Every kind of subject that stands in the code where a leaf is written."""
    found: set[str] = set()
    for path in (PROJECT / "dangjian").rglob("*.py"):
        if "evidence" not in (told := path.read_text("utf-8")):
            continue
        for one in ast.walk(ast.parse(told)):
            if isinstance(one, ast.Call):
                at = {"evidence.record": 2, "Trace": 0}.get(ast.unparse(one.func), len(one.args))
                told_of = one.args[at : at + 1]
                found |= {arg.value for arg in told_of if isinstance(arg, ast.Constant)}
    return found - {""}


def _verbs() -> set[str]:
    """Every verb that stands in the code where a leaf is written, or is handed to whoever does."""
    sources = [
        path for path in (PROJECT / "dangjian").rglob("*.py") if "migrations" not in path.parts
    ]
    tells = re.compile(r"\bverb\b|evidence\.record|leaf\(|recording")
    texts = {path: path.read_text("utf-8") for path in sources}
    trees = {path: ast.parse(told) for path, told in texts.items() if tells.search(told)}
    takes: dict[tuple[str, str], int] = {}
    for path, tree in trees.items():
        for one in ast.walk(tree):
            if isinstance(one, ast.FunctionDef):
                names = [argument.arg for argument in one.args.args]
                if "verb" in names:
                    takes[_room(path), one.name] = names.index("verb") - (names[0] == "self")
    return {
        verb
        for path, tree in trees.items()
        for one in ast.walk(tree)
        if isinstance(one, ast.Call)
        for verb in _verb(one, _room(path), takes)
    }


def _room(path: Path) -> str:
    return path.relative_to(PROJECT).parts[1]


def _verb(call: ast.Call, room: str, takes: dict[tuple[str, str], int]) -> list[str]:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    place = takes.get((room, name), takes.get(("kernel", name)))
    if place is None or place >= len(call.args):
        return []
    handed = call.args[place]
    either = [handed.body, handed.orelse] if isinstance(handed, ast.IfExp) else [handed]
    return [
        one.value for one in either if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
