"""Forms of notices, of objections to them, and of verification codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from dangjian.kernel.refusal import Refused
from dangjian.kit.forms import Line, Seen, Text
from dangjian.openness.actions.drafting import Draft
from dangjian.openness.forms.fields import Placing
from dangjian.openness.models import Finding, Kind, Notice, Result
from dangjian.openness.rules import persons
from dangjian.openness.rules.persons import Subject


class Choosing(Placing):
    """For which organization, and which kind of notice."""

    kind = forms.ChoiceField(label="哪一类公示", choices=Kind.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organization"].label = "由哪里发布"


class Writing(forms.Form):
    """What a notice says, but for the persons."""

    title = Line("标题", 80, help_text="例如“拟任职干部任前公示（2026年第9号）”。不写姓名。")
    document = Line("文号", 40, required=False)
    text = Text("正文", 2000, rows=5, help_text="一行一段。不写姓名，姓名写在下面的名单里。")
    office = Line("受理反映的部门", 60)
    phone = Line("受理电话", 40, help_text="写办公电话，不写个人手机。")
    address = Line("受理地址", 80, help_text="办公室的地址。")
    days = forms.IntegerField(label="公示多少个工作日", min_value=1, max_value=60)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)


class Person(forms.Form):
    """One of those noticed: there is no field for anything else."""

    name = Line("姓名", 20)
    sex = forms.ChoiceField(label="性别", choices=[("", "请选择"), ("男", "男"), ("女", "女")])
    born = Line("出生年月", 12, required=False, help_text="只写到月，例如1984年6月。")
    post = Line("现任职务", 80, required=False)
    proposal = Line("拟任、拟表彰或拟发展", 80, help_text="例如“拟任街道党政正职”。")

    def clean_born(self) -> str:
        try:
            return persons.month(self.cleaned_data["born"])
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


_Set = forms.formset_factory(
    Person, extra=3, can_delete=True, max_num=persons.MOST, absolute_max=persons.MOST + 3
)


def persons_set(data: Any, subjects: Sequence[Subject] = ()) -> Any:
    """The list of persons as forms; three blank ones to fill in."""
    initial = [
        {"name": s.name, "sex": s.sex, "born": s.born, "post": s.post, "proposal": s.proposal}
        for s in subjects
    ]
    group = _Set(data, initial=initial or None, prefix="p")
    for one in group.forms:
        one.fields["DELETE"].label = "不要这一位"
    return group


def draft_of(writing: Writing, group: Any) -> Draft:
    """What was typed; blank persons are left out."""
    typed = writing.cleaned_data
    kept = [
        Subject(
            one.cleaned_data["name"],
            one.cleaned_data["sex"],
            one.cleaned_data["born"],
            one.cleaned_data["post"],
            one.cleaned_data["proposal"],
        )
        for one in group.forms
        if one.cleaned_data.get("name") and not one.cleaned_data.get("DELETE")
    ]
    fields = ("title", "text", "office", "phone", "address", "days", "document")
    return Draft(subjects=kept, **{name: typed[name] for name in fields})


def written(notice: Notice) -> dict[str, Any]:
    """A stored notice as the form shows it."""
    fields = ("title", "document", "text", "office", "phone", "address", "days")
    return {name: getattr(notice, name) for name in fields} | {"seen": notice.case.round}


class Extending(forms.Form):
    """How long in all, and why."""

    days = forms.IntegerField(label="一共公示多少个工作日", min_value=1, max_value=60)
    words = Line("原因", 100)


class Withdrawing(forms.Form):
    """Why a notice is taken back."""

    reason = Line("为什么撤回", 100, help_text="群众看得到，不写姓名。")


class Concluding(Seen):
    """What came of it."""

    result = forms.ChoiceField(
        label="结果",
        choices=[one for one in Result.choices if one[0] != Result.NO_OBJECTION],
        widget=forms.RadioSelect,
    )
    words = Line("说明", 150, required=False, help_text="一句话，群众看得到，不写姓名。")


class Objecting(forms.Form):
    """An objection; who says it is nobody's business unless he wants."""

    text = Text("什么情况", 4000, rows=8, help_text="什么时间、什么地点、什么事，越具体越好查。")
    name = Line("您的姓名", 30, required=False)
    reach = Line(
        "怎么联系您", 80, required=False, help_text="电话或者地址。留下的，核查时可以找您补充。"
    )


class Following(forms.Form):
    """A receipt code."""

    code = Line("受理码", 60, help_text="24位数字，六组，每组四位。")


class Settling(Seen):
    """What looking into an objection showed."""

    finding = forms.ChoiceField(label="核查结果", choices=Finding.choices, widget=forms.RadioSelect)
    answer = Text("给反映人的答复", 1000, rows=5, help_text="反映人凭受理码看得到。")


class Checking(forms.Form):
    """A verification code."""

    code = Line("核验码", 40, help_text="十二位字母和数字，例如7K3M-92QD-XH4T。")
