"""What the code must not do anywhere, and the few places that do it on purpose.

Ruff's security rules look for it, whatever a comment beside the line says; what they do not know of
(the web's own traps, lines to the outside) is looked for here.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

pytestmark = pytest.mark.guards

ROOT = Path(__file__).resolve().parents[2]
OURS = ROOT / "dangjian"

# S603 is every program that is started at all: always from a list, never through a shell (S602).
ON_PURPOSE = {
    # The command of an installation becomes the web server, or its worker.
    "S606": {"config/cli.py", "config/serve.py"},
    # Escaped by the engine that drew it, or drawn by ours from blocks without markup.
    "S308": {
        "kit/templatetags/tables.py",
        "portal/views/reading.py",
        "openness/views/verifying.py",
    },
    # SQL put together from constants of the same file; every value is a parameter.
    "S608": {
        "config/guarded.py",
        "kernel/copying.py",
        "kernel/proofs/log.py",
        "portal/kept.py",
        "registry/actions/imports/entering.py",
        "registry/progress.py",
        "registry/importing/rows.py",
        "registry/paths.py",
        "search/actions/learning.py",
    },
    # The operator's own address, looked for by the worker; the one a witness was told to ask; the
    # office chat the operator set up.
    "S310": {"portal/probing.py", "config/witness_cli.py", "courier/offices.py"},
}
# Who opens a line to elsewhere, or listens; apprise is the courier's.
LINES = {
    "socket": {
        "config/serve.py",
        "config/cluster/places.py",
        "feeds/fetching.py",
        "kernel/files/scanner.py",  # of the operator's choice, beside us
    },
    "ssl": {"feeds/fetching.py"},
    "http": {"feeds/fetching.py", "portal/probing.py", "courier/offices.py"},
    "urllib.request": {"portal/probing.py", "config/witness_cli.py", "courier/offices.py"},
    "apprise": {"courier/transports.py"},
}
OUTWARD = {*LINES, "requests", "httpx", "aiohttp", "urllib3", "smtplib", "ftplib", "telnetlib"}
# `safe` in a template: help texts of the code, and texts of the library that `nh3` has cleaned.
UNESCAPED = {
    "kit/templates/kit/components/_field.html",
    "kit/templates/kit/components/_field_words.html",
    "library/templates/library/document.html",
    "library/templates/library/_shown.html",
}


def found_by_ruff(where: Path) -> set[tuple[str, str]]:
    """(rule, file) of everything ruff's security rules find, also where a comment excuses it."""
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--select", "S"]
    more = ["--ignore", "S101,S603", "--ignore-noqa", "--no-cache", "--output-format", "json"]
    answer = subprocess.run([*ruff, *more, str(where)], capture_output=True, text=True)
    assert answer.returncode in (0, 1), answer.stderr
    told = json.loads(answer.stdout)
    return {(one["code"], Path(one["filename"]).relative_to(where).as_posix()) for one in told}


def modules(tree: ast.AST) -> set[str]:
    """Every module a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def lines_out(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Files that open a line outside and are not listed for it. sources: (file, text)."""
    faults = []
    words = re.compile("|".join(map(re.escape, OUTWARD - {"urllib.request"})) + "|urllib")
    for file, text in sources:
        for module in modules(ast.parse(text if words.search(text) else "")):
            for line in OUTWARD:
                known = file in LINES.get(line, ())
                if not known and (module == line or module.startswith(f"{line}.")):
                    faults.append(f"{file}: {module}")
    return sorted(faults)


def traps(sources: Iterable[tuple[str, str]]) -> list[str]:
    """Forms that fill rows by themselves, templates made of texts, unchecked posts."""
    wanted = {
        "ModelForm": set(),
        "modelform_factory": set(),
        "modelformset_factory": set(),
        "csrf_exempt": {"kit/preferences.py"},
        "xframe_options_exempt": set(),
        "csp_exempt": set(),
        "from_string": set(),
        "render_str": set(),
        "Template": {"kit/frames.py"},  # names the class in a type
    }
    starred_post = re.compile(r"request\.(POST|GET)")
    words = re.compile("|".join(wanted) + r"|\*\*")
    faults = []
    for file, text in sources:
        for node in ast.walk(ast.parse(text if words.search(text) else "")):
            name = node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")
            if name in wanted and file not in wanted[name]:
                faults.append(f"{file}: {name}")
            starred = isinstance(node, ast.keyword) and node.arg is None
            if starred and starred_post.search(ast.unparse(node.value)):
                faults.append(f"{file}: {ast.unparse(node)}")
    return sorted(faults)


# Patterns put together from packaged lists, from letters or from our own names; sentences of rules
# and of tables of this code that take a value in. Nothing anybody typed is a pattern or a format.
MADE_OF_MORE = {
    "pattern": {
        "config/structure.py",
        "kernel/leaks/handles.py",
        "kernel/leaks/numbers.py",
        "kernel/leaks/places.py",
        "registry/passwords.py",
        "registry/queries/people.py",  # letters a to z, and nothing else
        "voices/reading/sentences.py",
    },
    "format": {
        "registry/queries/trails.py",
        "voices/queries/pages.py",
        "voices/queries/writers.py",
    },
}
_PATTERN = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall"}
_PATTERN |= {"finditer"}
_SENT = {"GET", "POST", "FILES", "COOKIES", "META"}  # of a request


def made_of_more(sources: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Files with a regular expression or a format string that is not made of constants alone."""
    found: dict[str, set[str]] = {"pattern": set(), "format": set()}
    words = re.compile(r"\bre\.|_?regex|\.format")
    for file, text in sources:
        for node in ast.walk(ast.parse(text if words.search(text) else "")):
            if isinstance(node, ast.keyword) and (node.arg or "").endswith("regex"):
                found["pattern"] |= set() if _constant(node.value) else {file}
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            called, of = node.func.attr, ast.unparse(node.func.value)
            if of == "re" and called in _PATTERN and not _constant(node.args[0]):
                found["pattern"].add(file)
            composed = of.startswith(("sql.SQL(", "SQL("))  # psycopg's own, which quotes
            if called in ("format", "format_map") and not composed:
                found["format"] |= set() if _constant(node.func.value) else {file}
    return found


def _constant(node: ast.expr) -> bool:
    """Made of what stands in the code: literals, constants by their names, or escaped."""
    match node:
        case ast.Constant():
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.lstrip("_").isupper() and name not in _SENT
        case ast.Subscript(value=value) | ast.FormattedValue(value=value):
            return _constant(value)
        case ast.JoinedStr(values=values):
            return all(map(_constant, values))
        case ast.BinOp(left=left, right=right):
            return _constant(left) and _constant(right)
        case ast.Call(func=func):
            return ast.unparse(func) == "re.escape"
    return False


def sources() -> list[tuple[str, str]]:
    files = (path for path in OURS.rglob("*.py") if "migrations" not in path.parts)
    return [(path.relative_to(OURS).as_posix(), path.read_text()) for path in files]


def test_nothing_dangerous_is_called_but_where_it_is_listed() -> None:
    """No eval, pickle, shell, weak hash or cipher, guessable random number, markup or SQL made of
    what somebody typed."""
    found = {pair for pair in found_by_ruff(OURS) if "/migrations/" not in pair[1]}
    assert found == {(rule, file) for rule, files in ON_PURPOSE.items() for file in files}


def test_a_line_to_the_outside_is_opened_only_where_it_is_listed() -> None:
    assert lines_out(sources()) == []


def test_no_form_fills_rows_by_itself_and_no_template_is_made_of_what_somebody_typed() -> None:
    assert traps(sources()) == []


def test_nothing_somebody_typed_is_a_pattern_or_a_format_string() -> None:
    assert made_of_more(sources()) == MADE_OF_MORE


def test_nothing_is_put_unescaped_into_a_page_but_where_it_is_listed() -> None:
    unescaped = re.compile(r"\|\s*safe\b|autoescape\s+(off|false)|\|\s*safeseq\b")
    pages = (path for path in OURS.rglob("templates/**/*") if path.is_file())
    found = {
        path.relative_to(OURS).as_posix() for path in pages if unescaped.search(path.read_text())
    }
    assert found == UNESCAPED


def kept_in_the_browser(script: str) -> list[str]:
    """What a script keeps, runs or tells other windows, and must not."""
    found = re.findall(
        r"\b(?:localStorage|sessionStorage|indexedDB|caches\.|document\.cookie|postMessage|eval\(|"
        r"new Function|document\.write|insertAdjacentHTML|outerHTML|__proto__|importScripts)",
        script,
    )
    return sorted(found)


def test_no_script_keeps_anything_in_the_browser_or_runs_what_it_was_sent() -> None:
    scripts = {path.name: path.read_text() for path in OURS.rglob("static/**/*.js")}
    assert {"ui.js", "read.js"} <= set(scripts)
    assert {name: kept_in_the_browser(text) for name, text in scripts.items()} == dict.fromkeys(
        scripts, []
    )
    assert kept_in_the_browser("localStorage.x = 1; eval(y)") == ["eval(", "localStorage"]


PLANTED = {
    "S307": "eval(typed)",
    "S301": "import pickle\npickle.loads(typed)",
    "S602": "import subprocess\nsubprocess.run(typed, shell=True)",
    "S324": "import hashlib\nhashlib.md5(typed)",
    "S311": "import random\nrandom.choice(typed)",
    "S305": "from cryptography.hazmat.primitives.ciphers import modes\nmodes.ECB()",
    "S608": "def f(c, name):\n    c.execute(f\"SELECT 1 FROM t WHERE n = '{name}'\")  # noqa",
    "S308": "from django.utils.safestring import mark_safe\nmark_safe(typed)",
    "S314": "from xml.etree.ElementTree import parse\nparse(typed)",
    "S323": "import ssl\nssl._create_unverified_context()",
}


def test_the_twin_that_does_all_of_it_is_found_out(tmp_path: Path) -> None:
    for rule, code in PLANTED.items():
        (tmp_path / f"{rule.lower()}.py").write_text(code)
    found = {rule for rule, file in found_by_ruff(tmp_path) if file == f"{rule.lower()}.py"}
    assert found == set(PLANTED)
    assert lines_out([("desk/a.py", "def f():\n    import urllib.request")]) == [
        "desk/a.py: urllib.request"
    ]
    typed = "re.search(typed, text)\nre.sub(re.escape(typed), X, text)\nF.filter(a__regex=typed)"
    assert made_of_more([("desk/a.py", typed), ("desk/b.py", "request.POST['x'].format(1)")]) == {
        "pattern": {"desk/a.py"},
        "format": {"desk/b.py"},
    }
    assert not made_of_more([("desk/c.py", "re.match(f'{_WORD}+', text)")])["pattern"]
    forms = "class F(forms.ModelForm): pass\nPerson(**request.POST.dict())"
    assert traps([("desk/a.py", forms)]) == [
        "desk/a.py: **request.POST.dict()",
        "desk/a.py: ModelForm",
    ]


# --- what is installed ----------------------------------------------------------------------------


def locked(name: str) -> dict[Requirement, int]:
    """What a locked list asks for on this machine, and how many hashes each entry has."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    found = {}
    for entry in re.split(r"\n(?=[a-z0-9])", text, flags=re.IGNORECASE):
        asked = Requirement(entry.partition("\\\n")[0].strip())
        found[asked] = entry.count("--hash=sha256:")
    return found


@pytest.mark.parametrize("name", ["base", "dev", "ocr"])
def test_every_library_is_pinned_with_the_hashes_of_its_files(name: str) -> None:
    """docs/controls/security.md calls the locked lists the catalogue of what is installed."""
    wanted = locked(name)
    assert len(wanted) > 20
    assert [one for one, hashes in wanted.items() if not hashes or one.url] == []
    assert [one for one in wanted if not str(one.specifier).startswith("==")] == []


def test_what_runs_here_is_what_is_locked() -> None:
    wanted = [one for one in locked("base") if one.marker is None or one.marker.evaluate()]
    other = {
        one.name: version(one.name) for one in wanted if version(one.name) not in one.specifier
    }
    assert other == {}
