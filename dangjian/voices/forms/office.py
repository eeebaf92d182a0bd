"""Forms of those who deal with letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from dangjian.kit.forms import Line
from dangjian.registry.models import Organization, Person
from dangjian.voices.models import Category, Kind, Letter
from dangjian.voices.queries.office import SHOWS, Show
from dangjian.voices.rules import notices
from dangjian.voices.rules.parts import LONGEST


def _area(label: str, *, rows: int = 4, needed: bool = True, help_text: str = "") -> Any:
    return forms.CharField(
        label=label,
        required=needed,
        max_length=LONGEST,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class Filter(forms.Form):
    """What a list shows; plain GET."""

    show = forms.ChoiceField(label="看哪些", choices=list(SHOWS.items()), required=False)
    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), *Kind.choices], required=False)
    q = forms.CharField(label="编号或者事项", max_length=40, required=False)

    def clean_show(self) -> Show:
        return Show(self.cleaned_data["show"] or Show.OPEN)


class Step(forms.Form):
    """A step with nothing to fill in. seen: the round of the case that the page showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


    def asks_for(self, papers: Sequence[str]) -> None:
        """Have somebody tick that each paper the edition wants is there."""
        for number, title in enumerate(papers):
            self.fields[f"paper{number}"] = forms.BooleanField(label=f"材料齐了：{title}")


class Words(Step):
    words = _area("理由", help_text="来信人或者下一位经办人看得到，请写清楚。")


class Register(Step):
    category = forms.ChoiceField(label="分类", choices=Category.choices, widget=forms.RadioSelect)
    matter = forms.CharField(
        label="是什么事",
        max_length=60,
        help_text="一句话，不写姓名和号码；列表和待办里只出现这一句。",
    )


class PassOn(Step):
    to = forms.ModelChoiceField(Organization.objects.none(), label="转给", empty_label="请选择")
    words = _area("附言", rows=3, needed=False)

    def __init__(self, *args: Any, offered: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Organization.objects.filter(pk__in=[o.pk for o in offered]).order_by(
            "path"
        )


class Refuse(Step):
    because = forms.ChoiceField(
        label="不予受理的理由", choices=list(notices.REFUSALS.items()), widget=forms.RadioSelect
    )
    words = _area("向来信人说明", rows=3)


class Guide(Step):
    route = forms.ChoiceField(
        label="应当走的法定途径",
        choices=[item for item in notices.ROUTES.items() if item[0] != "opinion"],
        widget=forms.RadioSelect,
    )
    words = _area("到哪里、怎样提出", rows=3)


class Ask(Step):
    text = _area("请来信人补充什么")


class Merge(Step):
    """alike: letters that resemble it. others: all that whoever asks may see; a person knows of two
    letters on one matter in other words, and writes its number."""

    leading = forms.ModelChoiceField(
        Letter.objects.none(),
        label="并入哪一封",
        empty_label=None,
        required=False,
        widget=forms.RadioSelect,
    )
    number = Line("编号", 20, required=False)

    def __init__(
        self, *args: Any, alike: Sequence[Letter], others: QuerySet[Letter], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.others = others
        self.fields["number"].label = "或者写另一封的编号" if alike else "并入哪一封，写它的编号"
        field: Any = self.fields["leading"]
        field.queryset = Letter.objects.filter(pk__in=[one.pk for one in alike])
        field.label_from_instance = lambda one: f"{one.number} {one.matter}"
        if not alike:
            del self.fields["leading"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number, chosen = given.get("number"), given.get("leading")
        if bool(number) == bool(chosen):
            self.add_error("number", "请选一封，或者写一封的编号，只用一样。")
        elif number:
            given["leading"] = self.others.filter(number=number).first()
            if given["leading"] is None:
                self.add_error("number", "没有找到这个编号的来信，请核对。")
        return given


class Return(Step):
    state = forms.ChoiceField(label="退回到", widget=forms.RadioSelect)
    words = _area("理由", rows=3)

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        field.choices = list(ways)


class Draft(Step):
    """A plain answer."""

    text = _area("答复正文", rows=9, help_text="讲清三件事：查到什么、怎么办、几时办好。少用套话。")
    public = forms.ChoiceField(
        label="答复后怎样公开",
        choices=[("yes", "隐去个人信息后公开"), ("no", "不公开，理由写在下面")],
        widget=forms.RadioSelect,
        initial="yes",
    )
    private_because = forms.CharField(label="不公开的理由", max_length=100, required=False)

    def clean_public(self) -> bool:
        return bool(self.cleaned_data["public"] == "yes")


class Opinion(Draft):
    """An opinion on a petition: request, facts, opinion, basis (《信访工作条例》32)."""

    request = _area("来信人的请求", rows=2)
    facts = _area("查明的事实", rows=4)
    text = _area("处理意见", rows=6)
    basis = _area("依据", rows=2, help_text="法律法规、政策或者有关规定，写到条。")
    field_order = ("request", "facts", "text", "basis", "public", "private_because")


class Extend(Step):
    days = forms.IntegerField(label="延长几日", min_value=1, max_value=90)
    reason = _area("为什么要延期", rows=3, help_text="批准后要书面告知来信人。")


class Decide(Step):
    granted = forms.ChoiceField(
        label="是否同意",
        choices=[("yes", "同意延期"), ("no", "不同意，按原来的期限办")],
        widget=forms.RadioSelect,
    )

    def clean_granted(self) -> bool:
        return bool(self.cleaned_data["granted"] == "yes")


class Share(Step):
    to = forms.ModelMultipleChoiceField(
        Organization.objects.none(), label="请哪里", widget=forms.CheckboxSelectMultiple
    )
    task = forms.ChoiceField(
        label="做什么",
        choices=[("join", "协办：一起办，报回结果"), ("countersign", "会签：对答复提意见")],
        widget=forms.RadioSelect,
    )
    what = forms.CharField(label="请他们办什么", max_length=100)

    def __init__(self, *args: Any, offered: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = Organization.objects.filter(pk__in=[o.pk for o in offered]).order_by(
            "path"
        )


class Chosen(Step):
    """One of several to-dos in the letter."""

    todo = forms.TypedChoiceField(label="哪一件", coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, offered: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["todo"]
        field.choices = list(offered)
        if len(offered) == 1:
            field.initial = offered[0][0]


class Drop(Chosen):
    words = _area("为什么撤回", rows=2)


class Hearing(Step):
    reason = _area("听证的安排", rows=2, help_text="什么时间、什么事项。听证的日子不计算在期限内。")


class StandBack(Step):
    organization = forms.ModelChoiceField(
        Organization.objects.none(), label="哪个组织要回避", empty_label="请选择"
    )
    reason = _area("为什么", rows=2)

    def __init__(self, *args: Any, offered: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organization"]
        field.queryset = Organization.objects.filter(pk__in=[o.pk for o in offered]).order_by(
            "path"
        )


class Publish(Step):
    public_text = _area("公开的来信", rows=5, help_text="已经隐去找到的个人信息，请再看一遍。")
    public_answer = _area("公开的答复", rows=6)


class Reason(forms.Form):
    reason = forms.CharField(
        label="为什么要看",
        max_length=200,
        help_text="每次都记下来，来信人查得到。",
    )


class NewMailbox(forms.Form):
    title = forms.CharField(label="信箱名称", max_length=40, help_text="例如：区委书记信箱")
    leader = forms.ModelChoiceField(
        Person.objects.none(),
        label="由谁审签",
        required=False,
        empty_label="本组织有审签权限的任何一位",
    )
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, leaders: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["leader"]
        field.queryset = leaders
