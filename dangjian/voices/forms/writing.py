"""Forms of somebody who writes: one thing on a page, and afterwards what he may still do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html

from dangjian.registry.queries.public import Known
from dangjian.voices.models import Kind, Mailbox, Verdict, Wish
from dangjian.voices.rules.parts import LONGEST

KINDS = (
    (Kind.MAILBOX, "给领导写信", "提建议、说情况、请领导关注一件事。"),
    (Kind.CONSULTATION, "咨询", "问政策、问手续、问该找谁。先看看有没有答复过的相似问题。"),
    (
        Kind.PETITION,
        "信访",
        "有具体的诉求要解决，或者对处理结果不服。按《信访工作条例》受理、办理、答复。",
    ),
)


def _choice(label: str, note: str) -> str:
    return format_html("{}<small>{}</small>", label, note) if note else label


class KindForm(forms.Form):
    """What it is. A leader can be written to only where the district has opened a mailbox."""

    kind = forms.ChoiceField(label="您要写的是", widget=forms.RadioSelect)

    def __init__(self, data: Any, *, mailboxes: bool, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, _choice(label, note))
            for kind, label, note in KINDS
            if mailboxes or kind is not Kind.MAILBOX
        ]


class MailboxForm(forms.Form):
    """To which mailbox."""

    mailbox = forms.TypedChoiceField(label="写给谁", coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any, *, offered: Iterable[Mailbox], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["mailbox"].choices = [  # type: ignore[attr-defined]
            (one.pk, _choice(one.title, one.note or one.organization.short_name)) for one in offered
        ]


class OfficeForm(forms.Form):
    """To which office: the district's, or one that was found by its name."""

    office = forms.TypedChoiceField(label="写给哪里", coerce=int, widget=forms.RadioSelect)
    q = forms.CharField(
        label="要写给别的单位，写名称查找",
        required=False,
        max_length=60,
        help_text="街道、乡镇、社区的名字，写前几个字就行。",
    )

    def __init__(self, data: Any, *, offered: Sequence[Known], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["office"].choices = [  # type: ignore[attr-defined]
            (
                one.id,
                _choice(one.short_name, "不知道该写给哪里，就选这个" if not one.parent else ""),
            )
            for one in offered
        ]


class TextField(forms.CharField):
    """Many words. No maxlength on the page: a browser would cut what is pasted without a word."""

    def __init__(self, *, rows: int = 6, most: int = LONGEST, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n").strip()

    def validate(self, value: Any) -> None:
        super().validate(value)
        if len(value) > self.most:
            raise forms.ValidationError(
                f"最多 {self.most:,} 字，您写了 {len(value):,} 字。您写的都还在下面，"
                "请留下主要的情况，其余的可以寄出以后再补充。"
            )


class LetterForm(forms.Form):
    """The letter. other: the writer has read where reports go, and says that this is none."""

    text = TextField(
        label="写下您要说的事",
        rows=10,
        help_text="什么事、在哪里、什么时候、希望怎样办。用自己的话写，不用写姓名、电话和证件号，"
        "后面会问怎么联系您。",
        error_messages={"required": "请写下您要说的事"},
    )
    other = forms.BooleanField(required=False, widget=forms.HiddenInput)
    carried = forms.CharField(required=False, widget=forms.HiddenInput)


class AboutForm(forms.Form):
    """Which unit or person it is about, if any; none of them gets the letter."""

    units = forms.TypedMultipleChoiceField(
        label="反映的是这些单位", coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    q = forms.CharField(
        label="写名称查找单位", required=False, max_length=60, help_text="写前几个字就行。"
    )
    about = TextField(
        label="单位不在名单里，或者反映的是某位同志，写在这里",
        rows=3,
        most=500,
        required=False,
        help_text="加密保存，只有登记和办理这封信的人看得到。",
    )

    def __init__(self, data: Any, *, offered: Sequence[Known], initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        if offered:
            choices = [(one.id, one.short_name) for one in offered]
            self.fields["units"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["units"]


class ContactForm(forms.Form):
    """How to reach the writer: only what the way of telling him needs."""

    wish = forms.ChoiceField(
        label="怎样把结果告诉您",
        widget=forms.RadioSelect,
        initial=Wish.CODE.value,
        choices=[
            (Wish.CODE.value, _choice("我自己凭受理码查", "什么都不用留，匿名也能查")),
            (Wish.SMS.value, _choice("发短信", "要留手机号")),
            (Wish.PHONE.value, _choice("打电话", "要留电话")),
            (Wish.POST.value, _choice("书面邮寄", "要留姓名和地址")),
        ],
    )
    name = forms.CharField(
        label="怎么称呼您",
        required=False,
        max_length=40,
        help_text="不写就是匿名。要解决您本人的问题，写真实姓名更好办。",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = forms.CharField(
        label="电话",
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(
        label="通信地址",
        required=False,
        max_length=120,
        help_text="只有要寄书面答复才需要。",
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        wish = values.get("wish")
        if wish in (Wish.SMS.value, Wish.PHONE.value) and not values.get("phone"):
            self.add_error(
                "phone", "要用短信或者电话告诉您，请留一个号码；不想留，就选凭受理码查。"
            )
        if wish == Wish.POST.value:
            for name, says in (("name", "姓名"), ("address", "地址")):
                if not values.get(name):
                    self.add_error(name, f"要寄书面答复，请写{says}；不想留，就选凭受理码查。")
        return values


class RepresentativeForm(ContactForm):
    """The same of somebody else who writes with him."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wish, name = self.fields["wish"], self.fields["name"]
        wish.label, name.label = "怎样把结果告诉这位代表", "怎么称呼这位代表"
        name.help_text = "不写就是匿名。"
        own, *others = wish.choices  # type: ignore[attr-defined]
        told = _choice("他自己凭受理码查", "什么都不用留，匿名也能查")
        wish.choices = [(own[0], told), *others]  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """Whether the answer may be read by everybody."""

    publish = forms.ChoiceField(
        label="答复能不能公开",
        widget=forms.RadioSelect,
        choices=[
            ("yes", _choice("可以公开", "先去掉姓名、电话、住址，再请别人看一遍，大家少问一次")),
            ("no", _choice("不公开", "只有您和办理的人看得到")),
        ],
    )


class CodeForm(forms.Form):
    """A receipt code, as it was noted down or read out."""

    code = forms.CharField(
        label="受理码",
        max_length=80,
        help_text="24 位数字，六组，每组四位。中间空不空格都行。",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false"}
        ),
    )


class AddForm(forms.Form):
    text = TextField(label="要补充的情况", help_text="寄出以后改不了，可以再补充。")
    other = forms.BooleanField(required=False, widget=forms.HiddenInput)


class RateForm(forms.Form):
    verdict = forms.ChoiceField(
        label="您对答复满意吗", widget=forms.RadioSelect, choices=Verdict.choices
    )
    words = TextField(label="想说的话", rows=3, most=500, required=False)


class AskForm(forms.Form):
    words = TextField(label="理由", rows=6)

    def __init__(self, data: Any, *, asks: str) -> None:
        super().__init__(data)
        self.fields["words"].help_text = asks


class SearchForm(forms.Form):
    q = forms.CharField(
        label="写几个词，或者用一句话说您的问题",
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
