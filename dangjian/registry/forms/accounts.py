"""Forms about accounts: opening one with a code, issuing the code, closing, roles."""

from __future__ import annotations

from typing import Any

from django import forms

from dangjian.registry import passwords
from dangjian.registry.forms.signin import NewPasswordForm, PasswordField
from dangjian.registry.models import Role


class ActivationForm(NewPasswordForm):
    """Name and code from the slip, then what one wants to sign in with."""

    name = forms.CharField(
        label="姓名", max_length=60, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    code = forms.CharField(
        label="启用码",
        max_length=40,
        help_text="纸条上的 12 位数字，中间的空格可以不输。",
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "in-s", "size": "18"}
        ),
    )
    login_name = forms.CharField(
        label="登录名",
        max_length=60,
        required=False,
        help_text="4 到 40 个字母或数字，例如姓名的拼音。不填就由系统按姓名取一个；"
        "以后用登记的手机号也能登录。",
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password1 = PasswordField("设一个密码", "new-password", help_text=passwords.ADVICE)
    password2 = PasswordField("再输一遍密码", "new-password")
    field_order = ("name", "code", "login_name", "password1", "password2")


class CodeForm(forms.Form):
    """Issue a code; perhaps the telephone with the second factor is lost as well."""

    drop_second_factor = forms.BooleanField(
        label="手机丢了或换了，两步验证也要重新设置",
        required=False,
        help_text="启用码一用，原来的动态口令、通行密钥和备用码就失效。请先当面核实是本人。",
    )

    def __init__(self, *args: Any, may_drop: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_drop:
            del self.fields["drop_second_factor"]


class CloseForm(forms.Form):
    reason = forms.CharField(label="停用原因", max_length=60)


class CloseWaysForm(forms.Form):
    """Why all ways in of somebody are closed."""

    reason = forms.CharField(
        label="原因", max_length=60, help_text="例如“手机丢了，本人打电话来”。本人看得到。"
    )


class GrantForm(forms.Form):
    """Who gets which role where: people and places come from the search above it."""

    holder = forms.TypedChoiceField(label="授给哪位同志", coerce=int, widget=forms.RadioSelect)
    organization = forms.TypedChoiceField(
        label="管哪个组织",
        coerce=int,
        widget=forms.RadioSelect,
        help_text="包括它的全部下级。",
    )
    role = forms.ChoiceField(label="角色", widget=forms.RadioSelect)
    document = forms.CharField(
        label="授权依据",
        max_length=120,
        min_length=4,
        help_text="批准文件的名称和文号，或者会议和日期。",
    )

    def __init__(
        self,
        *args: Any,
        people: list[tuple[int, str]],
        organizations: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        choices: dict[str, list[tuple[Any, Any]]] = {
            "holder": list(people),
            "organization": list(organizations),
            "role": [(role.value, role.label) for role in Role if role is not Role.MEMBER],
        }
        for name, offered in choices.items():
            field = self.fields[name]
            field.choices = offered  # type: ignore[attr-defined]
            if len(offered) == 1:
                field.initial = offered[0][0]


class HoldersForm(forms.Form):
    """The filter of the page of roles; a GET form that can be kept as a bookmark."""

    text = forms.CharField(label="姓名", max_length=60, required=False)
    role = forms.ChoiceField(
        label="角色",
        required=False,
        choices=[("", "全部"), *((r.value, r.label) for r in Role if r is not Role.MEMBER)],
    )
    place = forms.CharField(label="组织", max_length=60, required=False)


class SearchForm(forms.Form):
    """Whom and where to look for before a role is given."""

    who = forms.CharField(
        label="谁", max_length=60, required=False, help_text="姓名，或姓名的拼音。"
    )
    where = forms.CharField(
        label="管哪里", max_length=60, required=False, help_text="组织名称中的几个字。"
    )
