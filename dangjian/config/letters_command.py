"""`dangjian import letters FILE.jsonl`: letters of an old system, from the command line (J1, J3).

Exit status: 0 all brought in, 2 a file that cannot be read; then nothing was stored.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from dangjian.voices.actions.bringing_in import Old, Told

MOST_BYTES = 64 * 2**20
LONGEST_ID = 60


class Unreadable(Exception):
    """A file that is no list of letters: which line, and what is wrong with it."""


def bring_in_letters(path: Path, out: Path | None) -> int:
    """Bring the letters of a file in at the district's office; the exit status."""
    if not path.is_file():
        raise click.UsageError(f"没有找到文件“{path}”，请核对路径。")
    try:
        letters = read_letters(path)
    except Unreadable as wrong:
        click.echo(str(wrong), err=True)
        _write(out, {"file_error": "F-NOT-LETTERS", "message": str(wrong)})
        return 2
    from dangjian.kernel import clock
    from dangjian.kernel.evidence import SYSTEM
    from dangjian.registry.models import Organization
    from dangjian.voices.actions.bringing_in import bring_in

    root = Organization.objects.filter(parent__isnull=True, closed_on__isnull=True).first()
    if root is None:
        click.echo("还没有党组织，请先导入党组织，再导入来信。", err=True)
        return 2
    with click.progressbar(length=len(letters), label="导入来信") as bar:
        told = bring_in(
            letters, at=root, now=clock.now(), by=SYSTEM, tell=lambda done: bar.update(1)
        )
    _write(out, {"letters": [_row(one) for one in told]})
    led = sum(one.public_text is None for one in told)
    click.echo(
        f"{len(told):,} 封来信：导入 {len(told) - led:,} 封，{led:,} 封应向纪检监察机关反映。"
    )
    return 0


def read_letters(path: Path) -> list[Old]:
    """The letters of a file of JSON lines. Unreadable with the line and a sentence."""
    if path.stat().st_size > MOST_BYTES:
        raise Unreadable("文件超过64 MB，请分成几个导入。")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise Unreadable("文件不是 UTF-8 编码，请另存为 UTF-8 再导入。") from None
    letters = [_letter(number, line) for number, line in enumerate(lines, 1) if line.strip()]
    if not letters:
        raise Unreadable("文件里没有来信。")
    seen: set[str] = set()
    for one in letters:
        if one.id in seen:
            raise Unreadable(f"编号 {one.id} 出现了两次，请核对。")
        seen.add(one.id)
    return letters


def _letter(number: int, line: str) -> Old:
    from dangjian.kernel import clock
    from dangjian.voices.actions.bringing_in import Old
    from dangjian.voices.rules.parts import LONGEST

    try:
        given = json.loads(line)
    except (ValueError, RecursionError):
        raise Unreadable(f"第 {number} 行不是一个 JSON 对象。") from None
    if not isinstance(given, dict):
        raise Unreadable(f"第 {number} 行不是一个 JSON 对象。")
    for name, says in (("id", "编号"), ("received", "收到日期"), ("text", "来信内容")):
        if not isinstance(given.get(name), str) or not given[name].strip() or "\0" in given[name]:
            raise Unreadable(f"第 {number} 行缺少{says}（{name}）。")
    try:
        day = dt.date.fromisoformat(given["received"].strip())
    except ValueError:
        raise Unreadable(f"第 {number} 行的收到日期不是 2026-01-05 这样的日期。") from None
    if day > clock.today():
        raise Unreadable(f"第 {number} 行的收到日期还没有到。")
    if len(given["id"]) > LONGEST_ID:
        raise Unreadable(f"第 {number} 行的编号超过 {LONGEST_ID} 个字。")
    if len(given["text"]) > LONGEST:
        raise Unreadable(f"第 {number} 行的来信超过 {LONGEST:,} 字，请分成几封。")
    return Old(given["id"].strip(), day, given["text"])


def _row(one: Told) -> dict[str, str | None]:
    return {
        "id": one.id,
        "route": one.route,
        "category": one.category,
        "near_duplicate_group": one.group,
        "public_text": one.public_text,
    }


def _write(out: Path | None, content: object) -> None:
    if out is not None:
        out.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
