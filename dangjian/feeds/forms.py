"""Forms of sources."""

from __future__ import annotations

from django import forms

from dangjian.feeds.rules.addresses import LONGEST
from dangjian.kit.forms import Line


class Approving(forms.Form):
    """A feed of somebody else's that is to be looked at."""

    title = Line("来源名称", 40, help_text="读者看得到，例如“云台党建”。")
    issuer = Line("主办单位", 60, help_text="谁办的，例如“中共云台市委组织部”。")
    address = Line(
        "订阅地址",
        LONGEST,
        help_text="RSS 或 Atom 的网址，一般在对方网站的“订阅”里，以 https:// 开头。",
    )


class Stopping(forms.Form):
    """Why nothing is taken from a source any more."""

    reason = Line("为什么停用", 100, help_text="例如“对方网站停办”。")
