"""Forms of the portal. What is too long is told in a sentence; nothing typed is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils import timezone

from dangjian.kernel.refusal import Refused
from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.portal.actions.articles import Draft
from dangjian.portal.models import Column, Part, Picture, Way
from dangjian.portal.rules import blocks
from dangjian.portal.rules.content import Block, Content

_REVIEWS = [
    ("3", "三审三校：一审、二审、保密审查、终审，四位同志签"),
    ("2", "两审：一审、保密审查、终审，三位同志签"),
]


class OpeningColumn(forms.Form):
    """A column: its name, its place, how many reviews it demands."""

    title = Line("栏目名称", 20, help_text="例如“街道要闻”“支部动态”。")
    way = forms.ChoiceField(
        label="放在哪里",
        choices=[one for one in Way.choices if one[0] != Way.THEMES],
        widget=forms.RadioSelect,
    )
    reviews = forms.ChoiceField(label="要几审", choices=_REVIEWS, widget=forms.RadioSelect)
    introduction = Line("栏目说明", 200, required=False, help_text="一句话，写在栏目名称下面。")


class SettingColumn(forms.Form):
    """What may be changed of a column."""

    title = Line("栏目名称", 20)
    reviews = forms.ChoiceField(label="要几审", choices=_REVIEWS, widget=forms.RadioSelect)
    introduction = Line("栏目说明", 200, required=False)


class OpeningTheme(forms.Form):
    """A themed-education column."""

    title = Line("专题名称", 30)
    aim = Line("目标要求", 300, help_text="一两句话，写在专题最上面。")
    from_on = DateField(label="哪天开始")
    until_on = DateField(label="预计哪天结束")
    reviews = forms.ChoiceField(label="要几审", choices=_REVIEWS, widget=forms.RadioSelect)


class Beginning(forms.Form):
    """An article begun from a text that lies ready."""

    title = Line("标题", 60)
    text = Text(
        "正文",
        50000,
        rows=14,
        required=False,
        help_text="把写好的文字粘贴进来，一行一段，“一、”开头的短行自动作小标题。"
        "格式不会带进来；图片、表格下一页再加。也可以先空着。",
    )


class Heading(Seen):
    """What stands over an article."""

    title = Line("标题", 60)
    summary = Line("摘要", 200, required=False, help_text="一两句话，写在列表里。")
    source = Line("来源", 60, required=False, help_text="转载的写明出处；自己写的空着。")
    part = forms.ChoiceField(label="在专题里的位置", choices=Part.choices, required=False)

    def __init__(self, *args: Any, themed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not themed:
            del self.fields["part"]


class Piece(forms.Form):
    """One block of an article."""

    kind = forms.ChoiceField(label="这一段是", choices=list(blocks.NAMES.items()))
    text = Text("文字", 20000, rows=5, required=False)
    note = Line("图注、表名或引文出处", 200, required=False)
    picture = forms.TypedChoiceField(label="图片", coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, pictures: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["picture"].choices = [("", "没有图片"), *pictures]  # type: ignore[attr-defined]
        if not pictures:
            del self.fields["picture"]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed: such a block is left out."""
        typed = self.cleaned_data
        return not (typed.get("text") or typed.get("note") or typed.get("picture"))

    def clean(self) -> dict[str, Any]:
        typed = self.cleaned_data
        self.block: Block | None = None
        if self.errors or self.is_blank:
            return typed
        try:
            self.block = blocks.block_of(
                typed["kind"], typed.get("text", ""), typed.get("note", ""), typed.get("picture")
            )
        except Refused as refusal:
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.sentence)
        return typed


class _Pieces(forms.BaseFormSet):
    ordering_widget = forms.NumberInput

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label = "第几段"
        form.fields["ORDER"].widget.attrs["class"] = "in-s"
        form.fields["DELETE"].label = "不要这一段"

    def in_order(self) -> list[Block]:
        """The blocks as they are to stand; what was struck out and what is blank is left out."""
        kept = [
            (form.cleaned_data.get("ORDER") or number + 1, number, form.block)
            for number, form in enumerate(self.forms)
            if not form.cleaned_data.get("DELETE") and form.block is not None
        ]
        return [block for _, _, block in sorted(kept, key=lambda one: one[:2])]


_Set = forms.formset_factory(
    Piece,
    formset=_Pieces,
    extra=2,
    can_order=True,
    can_delete=True,
    max_num=blocks.MOST,
    absolute_max=blocks.MOST + 2,
    validate_max=True,
)


def pieces(data: Any, pictures: Iterable[Picture], content: Content | None = None) -> _Pieces:
    """The blocks of an article as forms."""
    choices = [(str(one.pk), one.alternative) for one in pictures]
    initial = [blocks.typed(block) for block in content.blocks] if content else None
    return _Set(  # type: ignore[return-value]
        data, initial=initial, prefix="b", form_kwargs={"pictures": choices}
    )


def draft_of(heading: Heading, group: _Pieces) -> Draft:
    """What was typed on the editor's page."""
    typed = heading.cleaned_data
    return Draft(
        title=typed["title"],
        summary=typed["summary"],
        source=typed["source"],
        part=Part(typed.get("part") or Part.NEWS),
        blocks=group.in_order(),
    )


class Uploading(forms.Form):
    """A picture with the words that stand for it."""

    file = forms.FileField(label="图片", help_text="JPG、PNG 或 WebP。拍摄地点、时间等信息会去掉。")
    alternative = Line(
        "图片上是什么",
        120,
        help_text="一句话，念给看不见图片的人听，例如“社区工作人员在楼道口张贴办事清单”。",
    )


class Moment(forms.DateTimeField):
    """A day and a time, as the browser's own calendar gives it."""

    def __init__(self, label: str, help_text: str) -> None:
        super().__init__(
            label=label,
            required=False,
            help_text=help_text,
            input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d"],
            widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            error_messages={"invalid": "看不懂这个时间，请写成 2026-11-23 09:00 这样"},
        )

    def to_python(self, value: Any) -> dt.datetime | None:
        moment = super().to_python(value)
        return timezone.localtime(moment) if moment else None


class Sending(Seen):
    """What goes with an article that is sent to be reviewed."""

    reason = Line("稿件里的号码为什么可以公开", 200, required=False)
    appear_at = Moment("什么时候发布", "空着就是审完马上发布。")
    expire_at = Moment("什么时候撤下", "空着就是一直挂着。")

    def __init__(self, *args: Any, numbers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if numbers:
            self.fields["reason"].help_text = "例如“办公电话，本来就对外公布”。"
        else:
            del self.fields["reason"]


class Signing(Seen):
    """A yes to one text."""

    read = forms.BooleanField(label="我从头到尾看过这一稿")


class Returning(Seen):
    """Why a text goes back."""

    words = Text("要改什么", 500, rows=4, help_text="写给作者：哪一段、为什么、怎样改。")


class Withdrawing(forms.Form):
    """Why an article goes off the site."""

    reason = Line("为什么撤下", 100, help_text="读者看得到，例如“内容有误，更正后重新发布”。")


class Moving(forms.Form):
    """Into which column."""

    to = forms.TypedChoiceField(label="移到哪个栏目", coerce=int)

    def __init__(self, *args: Any, columns: Iterable[Column], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), one.title) for one in columns
        ]
