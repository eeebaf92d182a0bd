"""What kind of device a browser runs on, in words its owner recognises. Coarse on purpose.

No version, no model, nothing that would tell one telephone from another of its kind.
"""

from __future__ import annotations

_SYSTEMS = (
    ("OpenHarmony", "鸿蒙设备"),
    ("HarmonyOS", "鸿蒙设备"),
    ("iPhone", "苹果手机"),
    ("iPad", "苹果平板"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)
# Whoever names himself after another stands before him.
_PROGRAMS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("wxwork", "企业微信"),
    ("Edg", "Edge"),
    ("QQBrowser", "QQ 浏览器"),
    ("UCBrowser", "UC 浏览器"),
    ("HuaweiBrowser", "华为浏览器"),
    ("Firefox", "火狐"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
UNKNOWN = "认不出的设备"


def describe(user_agent: str) -> str:
    """What a browser says of itself, in a few words: 安卓手机，微信."""
    system = next((told for mark, told in _SYSTEMS if mark in user_agent), "")
    program = next((told for mark, told in _PROGRAMS if mark in user_agent), "")
    return "，".join(part for part in (system, program) if part) or UNKNOWN
