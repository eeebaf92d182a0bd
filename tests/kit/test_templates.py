"""House rules every page keeps, whoever wrote it."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.kit.pages import PROJECT, STATIC, templates

pytestmark = pytest.mark.guards

HAN = "[\u3400-\u9fff]"
HALF_WIDTH = re.compile(f"{HAN}[ ]?[,;:!?][ ]?{HAN}")
INLINE = {
    "a style attribute": re.compile(r"\sstyle\s*=", re.I),
    "a style element": re.compile(r"<style\b", re.I),
    "a script written into the page": re.compile(r"<script\b(?![^>]*\bsrc=)", re.I),
    "an event handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "a javascript: address": re.compile(r"javascript:", re.I),
}
FOREIGN = re.compile(r"""(?:src|href|action|url\(|@import)\s*=?\s*["']?\s*(?:https?:)?//""", re.I)
FORM = re.compile(r"<form\b[^>]*\bmethod=[\"']?post.*?</form>", re.I | re.S)
# Templates whose posts carry a key without drawing a fresh one, and why.
KEYLESS = {"kit/retry.html": "sends the key again that came with the post"}


def _name(template: Path) -> str:
    return template.as_posix().split("/templates/")[1]


def _strings(source: Path) -> list[str]:
    """The string values of a module; what stands alone (a docstring) is written in English."""
    nodes = list(ast.walk(ast.parse(source.read_text("utf-8"))))
    alone = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}
    return [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone
    ]


def _markup(template: Path) -> str:
    """The page without what the template engine reads."""
    return re.sub(r"{%.*?%}|{#.*?#}|{{.*?}}", "", template.read_text("utf-8"), flags=re.S)


def test_there_are_templates_to_check() -> None:
    assert len(templates()) > 30


def test_no_half_width_mark_stands_between_chinese_characters_on_a_page() -> None:
    texts = [*templates(), *STATIC.glob("**/*.js"), *STATIC.glob("**/*.css")]
    assert [
        (path.relative_to(PROJECT).as_posix(), found.group())
        for path in texts
        for found in HALF_WIDTH.finditer(path.read_text("utf-8"))
    ] == []


def test_no_half_width_mark_stands_between_chinese_characters_in_a_sentence_of_the_code() -> None:
    sources = [*PROJECT.glob("dangjian/**/*.py"), *PROJECT.glob("demo/**/*.py")]
    assert [
        (path.relative_to(PROJECT).as_posix(), found.group())
        for path in sources
        for text in _strings(path)
        for found in HALF_WIDTH.finditer(text)
    ] == []


@pytest.mark.parametrize("what", INLINE)
def test_no_page_contains(what: str) -> None:
    assert [
        (_name(path), found.group())
        for path in templates()
        for found in INLINE[what].finditer(_markup(path))
    ] == []


def test_nothing_is_fetched_from_another_site() -> None:
    texts = [*templates(), *STATIC.glob("**/*.css"), *STATIC.glob("**/*.js")]
    assert [
        (path.name, found.group())
        for path in texts
        for found in FOREIGN.finditer(path.read_text("utf-8"))
    ] == []


def test_every_form_that_stores_something_carries_a_form_key() -> None:
    bare = []
    for path in templates():
        for form in FORM.findall(path.read_text("utf-8")):
            repeatable = any(
                f"url '{name}'" in form or f'url "{name}"' in form
                for name in settings.REPEATABLE_POSTS
            )
            if "{% form_key %}" not in form and not repeatable and _name(path) not in KEYLESS:
                bare.append(_name(path))
    assert bare == []


def test_every_form_but_that_of_the_preferences_is_protected_against_foreign_posts() -> None:
    protected = ("{% csrf_token %}", "{% block token %}")
    assert [
        _name(path)
        for path in templates()
        for form in FORM.findall(path.read_text("utf-8"))
        if not any(mark in form for mark in protected) and "url 'preferences'" not in form
    ] == []
