"""Tables brought in from outside: an import, and the verdict on each of its rows (K2).

What stands in a row is personal data of class key; it is sealed as one value. Four blind indexes
beside it let the database find doubles without opening anything. Nobody deletes an import: the
rows of one that is being read stand in that reading's own transaction, so a reading that dies
leaves none.
"""

from __future__ import annotations

import json
import uuid
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Q

from dangjian.kernel import secrecy
from dangjian.kernel.crypto import SealedField, Sealing
from dangjian.registry.models.organization import Organization
from dangjian.registry.models.person import Person
from dangjian.registry.models.shares import stays


class ImportKind(models.TextChoices):
    ORGANIZATIONS = "organizations", "党组织表"
    ROSTER = "roster", "党员花名册"


class ImportState(models.TextChoices):
    READING = "reading", "正在读取"
    READ = "read", "已核对，还没有入册"
    ENTERING = "entering", "正在入册"
    ENTERED = "entered", "已入册"
    UNDOING = "undoing", "正在撤回"
    UNDONE = "undone", "已撤回"
    FAILED = "failed", "没有读成"


BROKEN_OFF = "B-"
"""How the code of a step begins that broke off; any other code is of a file that is no table."""
NOT_UNDONE = "B-UNDO-"
"""How it begins where the step was to take the import back: it stands as it stood."""


class Import(models.Model):
    """One table that somebody brought in.

    organization: where whoever brought it keeps people (None: everywhere, an operator's command).
    done of total: how far the step under way is. counts: rows by verdict, and "rows".
    error_code, error: why a file could not be read, or a step broke off.
    notes: what is to be said once of a sheet.
    layouts: which header was taken for which column (rules.imports.Layout).
    """

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField("表", max_length=14, choices=ImportKind)
    file_name = models.CharField("文件名", max_length=200)
    digest = models.CharField("文件摘要（SHA-256）", max_length=64)
    size = models.BigIntegerField("字节数")
    as_of = models.DateField("统计截止日期")
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="imports"
    )
    started_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="imports"
    )
    started_at = models.DateTimeField()
    state = models.CharField("状态", max_length=8, choices=ImportState, default="reading")
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    counts = models.JSONField(default=dict)
    notes = models.JSONField(default=list)
    layouts = models.JSONField(default=list)
    error_code = models.CharField(max_length=20, default="", blank=True)
    error = models.CharField(max_length=400, default="", blank=True)
    ended_reason = models.CharField("撤回原因", max_length=200, default="", blank=True)
    entered = models.BigIntegerField("已入册行数", default=0)

    of_person = {"started_by": stays("导入")}
    secrecy = secrecy.declare(
        public="id uid",
        internal=(
            "kind file_name digest size as_of organization started_by started_at state done total"
            " counts notes layouts error_code error ended_reason entered"
        ),
    )

    class Meta:
        indexes = (models.Index(fields=["organization", "-id"], name="import_of_place"),)

    def __str__(self) -> str:
        return self.file_name

    @property
    def broke_off(self) -> bool:
        """Whether reading or entering was given up; it may be done again."""
        ended = self.state in (ImportState.FAILED, ImportState.UNDONE)
        broken = self.error_code.startswith(BROKEN_OFF) and not self.not_undone
        return broken and not ended

    @property
    def not_undone(self) -> bool:
        """Whether it was to be taken back, and was not."""
        return self.error_code.startswith(NOT_UNDONE) and self.state != ImportState.UNDONE

    @property
    def percent(self) -> int:
        return min(100, self.done * 100 // self.total) if self.total else 0


class RowState(models.TextChoices):
    WAITING = "waiting", "待处理"
    ENTERED = "entered", "已入册"
    SKIPPED = "skipped", "已跳过"
    SET_ASIDE = "set_aside", "不导入"
    UNDONE = "undone", "已撤回"


class ImportRow(Sealing):
    """One row of an imported table with the verdict on it.

    sheet, row:   where it stands in the file (first row = 1); position: its place in the file.
    issues:       [{"column", "code", "same_as"?, "confirmed"?}]; what more is to be said of one
                  (candidates, a suggestion) may be of class key and stands in `content`.
    content:      sealed JSON: `cells` as they stood, `normalised`, `entry` ready for the act,
                  `more` by "column|code", `reason` for what was let in as it stands.
    number_index: Person.index_of("id_number", …) of a number that is certain.
    likeness, whole, branch_index: blind indexes of name and dates, of all cells, of the branch.
    person, organization: whom the row brought in or was found to be; the branch it names.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="rows", db_index=False)
    position = models.BigIntegerField()
    sheet = models.CharField("工作表", max_length=100)
    row = models.BigIntegerField("行号")
    verdict = models.CharField("结论", max_length=9)
    issues = models.JSONField(default=list)
    content = SealedField()
    number_index = models.BinaryField(max_length=16, null=True)
    likeness = models.BinaryField(max_length=16, null=True)
    whole = models.BinaryField(max_length=16, null=True)
    branch_index = models.BinaryField(max_length=16, null=True)
    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    state = models.CharField("状态", max_length=9, choices=RowState, default="waiting")
    version = models.PositiveIntegerField(default=1)

    of_person = {"person": stays("导入的一行")}
    secrecy = secrecy.declare(
        public="id uid",
        internal="run position sheet row verdict state version organization",
        sensitive="issues person",
        key="content number_index likeness whole branch_index",
    )

    class Meta:
        constraints = (models.UniqueConstraint(fields=["run", "position"], name="import_row_once"),)
        indexes = (
            models.Index(
                fields=["run", "position"],
                name="import_row_waiting",
                condition=Q(state="waiting"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet} {self.row}"

    @cached_property
    def opened(self) -> dict[str, Any]:
        """The sealed content, opened: cells, normalised, entry."""
        opened: dict[str, Any] = json.loads(self.unseal("content"))
        return opened

    @property
    def cells(self) -> dict[str, str]:
        """Canonical column -> text as it stood in the file."""
        return dict(self.opened["cells"])

    @property
    def normalised(self) -> dict[str, str]:
        """Canonical column -> canonical text, of changed cells only."""
        return {} if self.verdict == "skip" else dict(self.opened["normalised"])

    @property
    def values(self) -> dict[str, str]:
        """Canonical column -> the text to be shown and repaired."""
        return self.cells | self.normalised

    @property
    def told(self) -> list[dict[str, Any]]:
        """The issues with what more is to be said of each: candidates, suggestion, months."""
        more = self.opened.get("more", {})
        return [issue | more.get(f"{issue['column']}|{issue['code']}", {}) for issue in self.issues]
