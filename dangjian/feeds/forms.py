"""Forms of sources."""

from __future__ import annotations

from django import forms

from dangjian.feeds.rules.addresses import LONGEST


def _line(label: str, limit: int, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=limit,
        help_text=help_text,
        error_messages={"max_length": f"最多 {limit} 字，请删短一些"},
    )


class Approving(forms.Form):
    """A feed of somebody else's that is to be looked at."""

    title = _line("来源名称", 40, "读者看得到，例如“云台党建”。")
    issuer = _line("主办单位", 60, "谁办的，例如“中共云台市委组织部”。")
    address = _line(
        "订阅地址", LONGEST, "RSS 或 Atom 的网址，一般在对方网站的“订阅”里，以 https:// 开头。"
    )


class Stopping(forms.Form):
    """Why nothing is taken from a source any more."""

    reason = _line("为什么停用", 100, "例如“对方网站停办”。")


class Nothing(forms.Form):
    """A button and its consequence."""
