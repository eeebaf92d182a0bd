"""Finding the branch that clerks mean.

A name is taken apart into its stem, its ordinal and its kind: 枫林镇石坡村 + 3 + "" for
中共禾丰区枫林镇石坡村第三支部委员会. Every branch is indexed under the stems of its names, with and
without the organizations above it. What stands before an indexed stem must be an organization
above that branch, or it is another branch.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dangjian.registry.models import OrganizationForm as Form
from dangjian.registry.rules import HAS_MEMBERS
from dangjian.registry.rules.imports.cells import half_width
from dangjian.registry.rules.imports.dates import arabic

SHOWN = 20  # candidates shown at most


@dataclass(frozen=True, slots=True)
class Place:
    """An organization of the register, as far as finding it goes."""

    id: int
    name: str
    short_name: str
    form: str
    path: str = ""
    parent_id: int | None = None


class Found(NamedTuple):
    """The one branch, or the branches that may be meant (nearest: none fits, these come near)."""

    place: Place | None
    candidates: tuple[Place, ...] = ()
    nearest: tuple[Place, ...] = ()


class Parsed(NamedTuple):
    stem: str
    ordinal: int | None
    kind: str
    group: bool = False


_PARTY = re.compile(r"^(?:中国共产党|中共|共产党)(?:党)?")
_NOISE = re.compile(r"[\s\-·.,，。、:：;；'\"“”‘’/\\|_—–\u200b-\u200f\ufeff]+")
_BRACKETS = re.compile(r"[()\[\]{}<>《》【】〔〕「」]")
_BRACKETED = re.compile(r"[(\[【〔<《「].*?[)\]】〕>》」]")
_NUMERAL = "(?:第?([0-9]{1,3}))?"
_KIND = "(联合|临时)?(?:功能型|流动)?"
_BRANCH = re.compile(
    rf"^(.*?){_NUMERAL}{_KIND}{_NUMERAL}(?:党支部委员会|支部委员会|党支部|支部|支委会|支委|党支)(?:委员会)?$"
)
_GROUP = re.compile(rf"^(.*?){_NUMERAL}(?:党小组|小组)$")
_BODY = re.compile(
    r"(?:机关)?(?:党总支部委员会|总支部委员会|总支委员会|党总支部|总支部|党总支|总支|基层委员会|工作委员会|党工委|工委"
    r"|党委会|党委|党组|委员会)$"
)
_LINK = re.compile(
    r"^(?:党总支部委员会|总支部委员会|总支委员会|党总支部|总支部|党总支|总支|工作委员会|党工委|工委"
    r"|党委会|党委|党组|委员会|所属|下属|下设|的|机关)"
)
_ORDINAL_BEHIND = re.compile(
    r"^(.+?)(党支部|支部|支部委员会|党支部委员会)[(\[【〔]?(第?[一二三四五六七八九十0-9]+)[)\]】〕]?$"
)
_ORDINAL = re.compile(r"第(?=[0-9])")
_OF_A_BRANCH = re.compile(r"(?:党支部委员会|支部委员会|党支部|支部)$")
_CHINESE_NUMERALS = re.compile(r"[一二三四五六七八九十]+")
_LEVELS = ("街道办事处", "街道", "社区", "镇", "乡", "村", "局", "区", "县", "市", "委")
_HERE = re.compile(r"^(?:本|我|全)?[省市区县旗镇乡村](?=.{2})")


def plain(name: str) -> str:
    """A name without Party prefix, white space and punctuation, its numerals in digits."""
    text = _NOISE.sub("", half_width(name))
    text = _PARTY.sub("", _BRACKETS.sub("", _ORDINAL_BEHIND.sub(r"\1\3\2", text)))
    text = _CHINESE_NUMERALS.sub(lambda match: arabic(match[0]), text)
    return _ORDINAL.sub("", text.replace("街道办事处", "街道"))


def parse(text: str) -> Parsed | None:
    """Stem, ordinal and kind of a plain branch name; None for what is no branch."""
    if match := _GROUP.fullmatch(text):
        return Parsed(_OF_A_BRANCH.sub("支部", match[1]), _number(match[2]), "", True)
    if match := _BRANCH.fullmatch(text):
        return Parsed(match[1].removesuffix("第"), _number(match[2] or match[4]), match[3] or "")
    return None


def _number(digits: str | None) -> int | None:
    return int(digits) if digits else None


class Places:
    """The organizations of the register, found by what clerks write. Answers are remembered."""

    def __init__(self, rows: Iterable[Place]) -> None:
        self.by_id = {row.id: row for row in rows}
        self.branches = [p for p in self.by_id.values() if p.form in HAS_MEMBERS]
        self.by_name: dict[str, list[Place]] = defaultdict(list)
        for branch in self.branches:
            self.by_name[branch.name].append(branch)
        self._heads = self._names_of_the_root()
        self._parsed: dict[int, list[Parsed]] = {}
        self._index: dict[str, dict[int, Parsed]] = defaultdict(dict)
        self._above: dict[int, tuple[str, ...]] = {}
        self._bodies: dict[str, list[Place]] = defaultdict(list)
        self._grams: dict[str, set[str]] = defaultdict(set)
        for place in self.by_id.values():
            self._enter(place)
        self._remembered: dict[tuple[str, str], Found] = {}

    # --- asking ----------------------------------------------------------------------------------

    def find(self, text: str, hint: str = "") -> Found:
        """The branch meant by a text; hint: what another column says of the organization above."""
        key = (text, hint)
        found = self._remembered.get(key)
        if found is None:
            if len(self._remembered) > 20_000:
                self._remembered.clear()
            found = self._remembered[key] = self._find(text, hint)
        return found

    def _find(self, text: str, hint: str) -> Found:
        exact = self.by_name.get(text, [])
        if len(exact) == 1:
            return Found(exact[0])
        for name, certain in self._readings(text):
            if found := self._by_name(name, hint):
                return found if certain or not found.place else Found(None, (found.place,))
        return self._near(text)

    def _by_name(self, name: str, hint: str) -> Found | None:
        """The branch by one plain form of its name."""
        parsed = parse(name)
        if parsed is None:
            if name in self._bodies:
                return self._below(name)
            parsed = Parsed(name, None, "")
        found = self._by_stem(parsed, hint) if parsed.stem else None
        if found is None and (stem := _BODY.sub("", parsed.stem)) not in ("", parsed.stem):
            found = self._by_stem(parsed._replace(stem=stem), hint)
        return found

    def _readings(self, text: str) -> Iterator[tuple[str, bool]]:
        """The plain forms a text may stand for, likeliest first.

        Not certain is what leaves out words in brackets: they may tell two branches apart.
        """
        seen = set()
        for variant in (text, _BRACKETED.sub("", half_width(text))):
            name = plain(variant)
            forms = [name, *self._without_heads(name)]
            for form in [*forms, *(_HERE.sub("", form) for form in forms)]:
                if form and form not in seen:
                    seen.add(form)
                    yield form, variant is text

    def _without_heads(self, name: str) -> Iterator[str]:
        for head in self._heads:
            at = name.find(head)
            if 0 <= at <= 9 and (at == 0 or name[at - 1] in "省市州盟区"):
                yield name[at + len(head) :]
        for head in self._heads:
            if name.startswith(head[:-1]) and len(head) > 2:
                yield name[len(head) - 1 :]

    def _by_stem(self, asked: Parsed, hint: str) -> Found | None:
        """The branch by the longest indexed end of the stem whose beginning is explained."""
        for at in range(max(len(asked.stem) - 1, 1)):
            known = self._index.get(asked.stem[at:])
            if not known:
                continue
            before = asked.stem[:at]
            fitting = {i: p for i, p in known.items() if not before or self._explains(i, before)}
            if fitting:
                return self._choose(asked, fitting, hint)
        return None

    def _explains(self, branch: int, before: str) -> bool:
        """Whether a text names nothing but organizations above a branch."""
        words = self._above[branch]
        while before:
            word = next((w for w in words if before.startswith(w)), "")
            if not word:
                link = _LINK.match(before)
                word = link[0] if link else ""
            if not word:
                return False
            before = before[len(word) :]
        return True

    def _choose(self, asked: Parsed, fitting: dict[int, Parsed], hint: str) -> Found:
        """The one that agrees in kind, ordinal and hint, or all that may be meant."""
        left = dict(fitting)
        if asked.group:
            left = {i: p for i, p in left.items() if p.group} or left
        else:
            left = {i: p for i, p in left.items() if not p.group} or left
        left = {i: p for i, p in left.items() if p.kind == asked.kind} or left
        same = {i: p for i, p in left.items() if p.ordinal == asked.ordinal}
        if not same and asked.ordinal is not None:
            return Found(None, self._shown(left))
        left = same or left
        if len(left) > 1 and hint:
            left = {i: p for i, p in left.items() if self._stands_under(i, hint)} or left
        if len(left) == 1:
            return self._home(next(iter(left)))
        return Found(None, self._shown(left))

    def _home(self, pk: int) -> Found:
        """The branch itself; of a group, the branch it is a part of."""
        place = self.by_id[pk]
        if place.form in HAS_MEMBERS:
            return Found(place)
        parent = self.by_id.get(place.parent_id or 0)
        return Found(parent) if parent and parent.form in HAS_MEMBERS else Found(None)

    def _stands_under(self, branch: int, hint: str) -> bool:
        words = {form for form, _ in self._readings(hint)}
        words |= {_BODY.sub("", word) for word in words}
        return bool(words & set(self._above[branch]))

    def _below(self, name: str) -> Found:
        """The branches of an organization that has no members of its own."""
        bodies = {body.id for body in self._bodies[name]}
        under = [b for b in self.branches if any(a.id in bodies for a in self._ancestors(b))]
        return Found(None, self._sorted(under)) if under else Found(None)

    def _near(self, text: str) -> Found:
        """No branch fits: one that comes so near that a person should look, or the nearest."""
        forms = {parsed.stem for form, _ in self._readings(text) if (parsed := parse(form))}
        forms = {form for form in forms if len(form) >= 3}
        likely: Counter[str] = Counter()
        for form in forms:
            for gram in {form[i : i + 2] for i in range(len(form) - 1)}:
                likely.update(self._grams.get(gram, ()))
        near: set[int] = set()
        for stem, _ in likely.most_common(300):
            if any(_shortened(form, stem) for form in forms):
                near |= set(self._index[stem])
            elif any(_one_slip(form, stem) for form in forms):
                near |= {pk for pk in self._index[stem] if self._core(pk) >= 4}
        if near:
            found = {pk: self._parsed[pk][0] for pk in near}
            asked = {parsed.ordinal for form, _ in self._readings(text) if (parsed := parse(form))}
            agreeing = {pk: parsed for pk, parsed in found.items() if parsed.ordinal in asked}
            return Found(None, self._shown(agreeing or found))
        close = [stem for stem, n in likely.most_common(3) if n * 2 >= len(stem)]
        return Found(
            None, (), self._shown({i: p for s in close for i, p in self._index[s].items()})
        )

    def _core(self, pk: int) -> int:
        """How long the shortest stem of a branch is: of a short one, one character is much."""
        return min(len(parsed.stem) for parsed in self._parsed[pk])

    def _shown(self, fitting: dict[int, Parsed]) -> tuple[Place, ...]:
        homes = [home.place for pk in fitting if (home := self._home(pk)).place]
        return self._sorted(place for place in homes if place)

    def _sorted(self, places: Iterable[Place]) -> tuple[Place, ...]:
        return tuple(sorted(set(places), key=lambda place: place.name)[:SHOWN])

    # --- entering --------------------------------------------------------------------------------

    def _names_of_the_root(self) -> list[str]:
        """What the district is called: 禾丰区 of 中共禾丰区委员会."""
        roots = [p for p in self.by_id.values() if p.parent_id is None or p.form == Form.DISTRICT]
        heads = {_BODY.sub("", plain(root.name)) for root in roots if root.form not in HAS_MEMBERS}
        return sorted((head for head in heads if len(head) > 1), key=len, reverse=True)

    def _enter(self, place: Place) -> None:
        if place.form in HAS_MEMBERS or place.form == Form.GROUP:
            self._enter_branch(place)
            return
        for name in (place.name, place.short_name):
            for form in self._stripped(plain(name)):
                self._bodies[form].append(place)

    def _enter_branch(self, place: Place) -> None:
        above = self._above[place.id] = self._words_above(place)
        parsed = self._parsed[place.id] = []
        for name in (place.name, place.short_name):
            for form in self._stripped(plain(name)):
                part = parse(form) or Parsed(form, None, "", place.form == Form.GROUP)
                for stem in self._shorter(part.stem, above):
                    entry = part._replace(stem=stem, group=place.form == Form.GROUP)
                    parsed.append(entry)
                    self._index[stem].setdefault(place.id, entry)
                    if place.form != Form.GROUP:
                        for i in range(len(stem) - 1):
                            self._grams[stem[i : i + 2]].add(stem)

    def _stripped(self, name: str) -> list[str]:
        forms = [name, *(name[len(head) :] for head in self._heads if name.startswith(head))]
        forms += [form[1:] for form in forms if form[:1] in "区县市旗" and len(form) > 4]
        return list(dict.fromkeys(form for form in forms if form))

    def _shorter(self, stem: str, above: tuple[str, ...]) -> Iterator[str]:
        """A stem, and what is left of it without the organizations above at its beginning."""
        if stem:
            yield stem
        for word in above:
            if stem.startswith(word) and len(stem) - len(word) > 1:
                yield stem[len(word) :]
                yield from _without_level(stem[len(word) :])

    def _ancestors(self, place: Place) -> Iterator[Place]:
        seen = {place.id}
        parent = self.by_id.get(place.parent_id or 0)
        while parent and parent.id not in seen:
            seen.add(parent.id)
            yield parent
            parent = self.by_id.get(parent.parent_id or 0)

    def _words_above(self, place: Place) -> tuple[str, ...]:
        """What the organizations above a branch are called, longest first."""
        words = set()
        for ancestor in self._ancestors(place):
            for name in (ancestor.name, ancestor.short_name):
                for form in self._stripped(plain(name)):
                    stem = parse(form).stem if parse(form) else _BODY.sub("", form)  # type: ignore[union-attr]
                    words |= {form, stem}
                    words |= {stem[: -len(end)] for end in _LEVELS if stem.endswith(end)}
        return tuple(sorted((w for w in words if len(w) > 1), key=lambda w: (-len(w), w)))


def _without_level(stem: str) -> Iterator[str]:
    """惠亭 of 惠亭社区: what a community or a village is called among its own."""
    for end in ("社区", "村"):
        if stem.endswith(end) and len(stem) - len(end) > 1:
            yield stem[: -len(end)]


def _one_slip(one: str, other: str) -> bool:
    """One character wrong, missing, too many, or two exchanged, in at least four."""
    if min(len(one), len(other)) < 4 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:]:
        return True
    return len(a) > 1 and len(b) > 1 and a[:2] == b[1::-1] and a[2:] == b[2:]


def _shortened(short: str, whole: str) -> bool:
    """Whether a text of four or more characters is a name with characters left out."""
    if not 4 <= len(short) < len(whole) or short[0] != whole[0]:
        return False
    rest = iter(whole)
    return all(character in rest for character in short) and len(short) * 2 >= len(whole)
