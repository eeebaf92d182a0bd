"""Forms of those who keep the library. What is too long is told in a sentence; nothing is lost."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.kit.forms import DateField, Line, Seen, Text
from dangjian.library.models import Clearance, Kind, Licence
from dangjian.library.queries.holdings import STANDS
from dangjian.library.rules.entering import Content
from dangjian.library.rules.texts import LONGEST

_CLEARANCES = [
    (Clearance.PUBLIC, "所有人：审校、保密审查、终审三位同志签了才上架"),
    (Clearance.MEMBERS, "登录的人：一位同志审校了就上架"),
]
_LICENCES = [
    (Licence.OWN, "自有：本单位写的，或者不受著作权限制的公文、法规"),
    (Licence.LICENSED, "已获授权：别人写的，许可放在这里"),
    (Licence.LINK, "只列标题和链接：没有许可的，全文请读者到出处看"),
]


class Narrowing(forms.Form):
    """What narrows the keepers' list."""

    kind = forms.ChoiceField(label="类别", choices=[("", "不限"), *Kind.choices], required=False)
    stands = forms.ChoiceField(
        label="到了哪一步", choices=[("", "不限"), *STANDS.items()], required=False
    )


class Entering(forms.Form):
    """A document of the library as its keeper types it."""

    title = Line("标题", 200)
    kind = forms.ChoiceField(label="类别", choices=Kind.choices)
    issued_on = DateField(label="日期", help_text="文章发表、文件印发的那一天。")
    issuer = Line("发布单位", 100)
    licence = forms.ChoiceField(label="来源", choices=_LICENCES, widget=forms.RadioSelect)
    permission = Line(
        "谁许可的", 200, required=False, help_text="选“已获授权”的要写：谁、什么时候许可的。"
    )
    clearance = forms.ChoiceField(label="谁可以看", choices=_CLEARANCES, widget=forms.RadioSelect)
    body = Text(
        "正文",
        LONGEST,
        rows=12,
        required=False,
        help_text="把文字粘贴进来，空一行就是一段，行首写 ## 是小标题。有文件的可以不写。",
    )
    file = forms.FileField(
        label="文件",
        required=False,
        error_messages={"empty": "文件是空的，请重新选。"},
        help_text="PDF、Word（.docx）、表格（.xlsx）、OFD、文本，或者扫描的图片（JPG、PNG、TIFF），"
        "40 MB 以内。",
    )
    drop_file = forms.BooleanField(label="不要原来的文件了", required=False)
    source = Line("出处的网址", 500, required=False, help_text="https:// 开头。")
    series = Line("报刊或书名", 100, required=False)
    number = forms.IntegerField(
        label="第几期、第几章",
        required=False,
        min_value=0,
        max_value=999_999,
        error_messages={"invalid": "要写成数字", "min_value": "要写成数字",
                        "max_value": "最多六位数字"},
    )  # fmt: skip
    place = Line("期、版或章的写法", 60, required=False, help_text="例如“第41期第1版”“第一章”。")
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, has_file: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_file:
            del self.fields["drop_file"]
        else:
            self.fields["file"].label = "换一个文件"

    def content(self) -> Content:
        """What was typed, for the actions."""
        given = self.cleaned_data
        return Content(
            title=given["title"],
            kind=Kind(given["kind"]),
            issued_on=given["issued_on"],
            issuer=given["issuer"],
            clearance=Clearance(given["clearance"]),
            licence=Licence(given["licence"]),
            body=given["body"],
            series=given["series"],
            number=given["number"],
            place=given["place"],
            source=given["source"],
            permission=given["permission"],
        )


class Sending(Seen):
    """What goes with a draft that is sent in."""

    reason = Line("里面的号码为什么可以公开", 200, required=False)

    def __init__(self, *args: Any, numbers: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if numbers:
            self.fields["reason"].help_text = "例如“办公电话，本来就对外公布”。"
        else:
            del self.fields["reason"]


class Signing(Seen):
    """A yes to one draft."""

    read = forms.BooleanField(label="我从头到尾看过这一稿，有文件的也打开看过")


class Returning(Seen):
    """Why a draft goes back."""

    words = Text("要改什么", 500, rows=4, help_text="写给作者：哪一段、为什么、怎样改。")


class Withdrawing(forms.Form):
    """Why a document is taken off the shelf."""

    reason = Line(
        "为什么撤下", 100, help_text="读者看得到，例如“许可到期”“内容有误，更正后重新上架”。"
    )


class Proofing(forms.Form):
    """The words of a page of a scan, compared with its picture."""

    text = Text("这一页的文字", 40_000, rows=22, required=False, strip=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
