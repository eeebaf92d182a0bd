"""Markdown, shown safely: what a text may hold, its paragraphs, its plain words, its links."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple

import markdown
import nh3

from dangjian.kernel import leaks
from dangjian.kernel.refusal import Refused

LONGEST = 400_000
MOST_OF_A_FILE = 5_000_000  # characters of a file that are shown and searched
_TAGS = {
    *(
        "p",
        "br",
        "hr",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "s",
        "sub",
        "sup",
    ),
    *("blockquote", "pre", "code", "ul", "ol", "li", "dl", "dt", "dd", "a", "span"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope"}, "ol": {"start"}}
_HOSTILE = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|svg|math|form|input|button|link|meta|base|style|template)"
    r"\b|<[^>]{0,2000}?\son[a-z]+\s*=|(?:javascript|vbscript|data)\s*:[^\s，。]*[(;,]",
    re.I,
)
_TO_ANOTHER = re.compile(
    r"\]\(\s*(?:library:|\./)?([\w\-.]+?)(?:\.md)?(?:#[^)]*)?\s*\)|\[\[([\w\-.]+)\]\]"
)
# What a person may not be named by in a text of the library; offices publish their telephones.
_NEVER = frozenset({"id_number", "mobile", "bank_card", "passport", "wechat", "qq"})


class Look(NamedTuple):
    """What was noticed in a text that goes in all the same."""

    notes: tuple[str, ...] = ()


def check(text: str) -> Look:
    """Whether a text may be kept. Refused: secrecy marks, scripts, personal data."""
    check_kept(text)
    found = leaks.find(text)
    never = sorted({one.name for one in found if one.certain and one.kind in _NEVER})
    if never:
        raise Refused(f"文中有{'、'.join(never)}，请先隐去再放进来。")
    unsure = sorted({one.name for one in found if one.kind in _NEVER | {"address"}})
    return Look((f"文中可能有{'、'.join(unsure)}，请再看一眼。",) if unsure else ())


def check_kept(text: str) -> None:
    """Whether a text may be kept at all, personal data aside. Refused: secrecy marks, scripts."""
    if len(text) > LONGEST:
        raise Refused(f"正文超过 {LONGEST:,} 字，请按章分成几篇。")
    if "\x00" in text:
        raise Refused("正文里有看不见的控制字符，请用文本编辑器另存一份。")
    if leaks.secrecy_marks(text):
        raise Refused("文中有密级标志，不能放在这个平台上，请按保密规定处理；内容没有保存。")
    hostile = _HOSTILE.search(text)
    if hostile:
        raise Refused(f"正文里夹带了网页程序（{hostile.group()[:30]}…），请删掉再放进来。")


_BLOCKS = re.compile(r"<(p|h[2-6]|table|pre)>")


def check_file(text: str) -> None:
    """Whether the words of a file may stand in the index. Refused: secrecy marks, personal data."""
    if leaks.secrecy_marks(text):
        raise Refused("文件里有密级标志，不能放在这个平台上，请马上撤下；文字没有保存。")
    never = {one.name for one in leaks.find(text) if one.certain and one.kind in _NEVER}
    if never:
        raise Refused(f"文件里有{'、'.join(sorted(never))}，文字没有收进搜索，请先隐去。")


def shown(text: str, known: dict[str, str]) -> str:
    """The text as safe HTML, its paragraphs numbered (id p1, p2 …).

    known: code -> address of documents that a link may lead to.
    """

    def to_address(match: re.Match[str]) -> str:
        code = match[1] or match[2]
        if code not in known:
            return match.group() if match[1] else code
        return f"]({known[code]})" if match[1] else f"[{code}]({known[code]})"

    html = markdown.markdown(
        _TO_ANOTHER.sub(to_address, text), extensions=["tables", "sane_lists", "def_list"]
    )
    html = re.sub(r"<(/?)h1>", r"<\1h2>", html)
    clean = nh3.clean(
        html,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="noopener noreferrer nofollow",
    )
    number = itertools.count(1)
    clean = _BLOCKS.sub(lambda m: f'<{m[1]} id="p{next(number)}">', clean)
    clean = clean.replace("<th>", '<th scope="col">').replace("<table ", '<table class="table" ')
    return clean.replace("<table ", '<div class="cq"><table ').replace("</table>", "</table></div>")


def named(text: str) -> set[str]:
    """Codes of other documents that a text links to: [标题](code), [标题](code.md), [[code]]."""
    return {match[1] or match[2] for match in _TO_ANOTHER.finditer(text)}


_BLOCK = re.compile(r"</(?:p|li|h[2-6]|td|th|tr|dt|dd|pre|blockquote)>|<br ?/?>|<hr ?/?>")


def words(text: str) -> str:
    """The text without markup, a line for each paragraph."""
    html = markdown.markdown(text, extensions=["tables", "sane_lists", "def_list"])
    bare = nh3.clean(_BLOCK.sub("\n", html), tags=set())
    for code, sign in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", '"'),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ):
        bare = bare.replace(code, sign)
    return re.sub(r"\n\s*\n+", "\n", bare).strip()
