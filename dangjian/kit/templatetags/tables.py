"""Long tables, drawn by MiniJinja: Django's own templates take ten times as long for fifty rows.

Only what repeats for every row is written so; a page and its components stay Django templates. Such
a template bears the ending .jinja.html, stands beside the others and is escaped like them. It knows
`tag`, `icon` and the filter `cn_date` of the kit; an unknown name in it is a mistake, not a blank.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django import template
from django.template.utils import get_app_template_dirs
from django.utils.safestring import SafeString, mark_safe
from minijinja import Environment

from dangjian.kit import words
from dangjian.kit.templatetags.kit import icon, tag

register = template.Library()


def _source(name: str) -> str | None:
    found = (Path(folder) / name for folder in get_app_template_dirs("templates"))
    return next((path.read_text("utf-8") for path in found if path.is_file()), None)


_environment = Environment(
    loader=_source,
    globals={"tag": tag, "icon": icon},
    filters={"cn_date": words.cn_date},
    auto_escape_callback=lambda name: True,
    undefined_behavior="strict",
    debug=False,  # or a mistake would write the rows into the log
    trim_blocks=True,
    lstrip_blocks=True,
)


@register.simple_tag
def table(name: str, **context: Any) -> SafeString:
    """`{% table "registry/_members.jinja.html" rows=rows %}`: the table, escaped already."""
    drawn: str = _environment.render_template(name, **context)
    return mark_safe(drawn)  # noqa: S308 - MiniJinja escaped what was put into it
