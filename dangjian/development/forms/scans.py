"""Forms about the files of a case."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.development.forms.steps import Line, Seen
from dangjian.development.models import StepTaken
from dangjian.development.rules.scans import MOST_BYTES, papers_of


class Attaching(forms.Form):
    """A file, and which paper of the step it shows."""

    paper = forms.ChoiceField(label="哪一份材料", widget=forms.RadioSelect)
    file = forms.FileField(
        label="扫描件或照片",
        help_text=f"照片（JPG、PNG）、PDF 或者 Word 文件，{MOST_BYTES >> 20} MB 以内。加密保存。",
        error_messages={"required": "请选一个文件。", "empty": "这个文件是空的，请另选一个。"},
    )

    def __init__(self, data: Any, files: Any, *, taken: StepTaken, paper: str) -> None:
        offered = papers_of(taken)
        chosen = paper if paper in offered else offered[0]
        super().__init__(data, files, initial={"paper": chosen})
        field = self.fields["paper"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(name, name) for name in offered]


class TakingOut(Seen):
    """Why a file is taken out."""

    words = Line("为什么取下", 200, help_text="例如“传错了，是另一位同志的”“不清楚，重新扫描”。")
