"""Coded cells, posts and free text as clerks write them."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from dangjian.kernel import codes
from dangjian.kernel.codes import CodeTable
from dangjian.kernel.files import Cell
from dangjian.registry.rules.imports.cells import (
    EMPTY_MARKS,
    NOTHING,
    Doubt,
    Memo,
    Opened,
    Reader,
    Wrong,
    careful,
    half_width,
    is_ordinary,
    nothing,
    open_cell,
)
from dangjian.registry.rules.imports.packaged import words

_PLAIN = re.compile(r"[\s\-·.,，。:：;；'\"]+")
_IN_BRACKETS = re.compile(r"[(\[【<《（](.*?)[)\]】>》）]")


def squeezed(text: str) -> str:
    """Half-width, without white space and punctuation, in capitals: for looking words up."""
    return _PLAIN.sub("", half_width(text)).upper()


def _coded(
    names: Mapping[str, str],
    find: Callable[[str], str | None],
    changed: str,
    name_of: Callable[[str], str],
    unknown: str = "R-CODE-UNKNOWN",
) -> Reader:
    """A reader of a coded column: names are the canonical words, find looks up all the others."""

    def read(cell: Cell) -> object:
        if isinstance(cell, str) and cell in names:
            return names[cell]
        opened = open_cell(cell)
        code = names.get(opened.text) or find(opened.text)
        if code is None:
            empty = nothing(opened)
            if empty is not None:
                return empty
            raise Wrong(unknown)
        name = name_of(code)
        if name != opened.text:
            opened.codes.append(changed)
        return Doubt(code, name, opened.issues) if opened.codes else code

    return careful(read)


def _offered(table: CodeTable) -> dict[str, str]:
    return {name: code for code, name in table.choices}


# --- sex -----------------------------------------------------------------------------------------

_SEXES = {word: code for code in "12" for word in words("sex", code)}


def _sex(text: str) -> str | None:
    word = squeezed(text)
    code = codes.SEX.code(word) or codes.SEX.code(word.removesuffix("0")) or _SEXES.get(word)
    return code if code in ("1", "2") else None


read_sex = _coded(_offered(codes.SEX), _sex, "N-SEX", codes.SEX.name)

# --- ethnic groups -------------------------------------------------------------------------------


def _ethnic(text: str) -> str | None:
    word = squeezed(_IN_BRACKETS.sub("", half_width(text)))
    if word.isdigit() and len(word) < 3:
        word = word.zfill(2)
    return codes.ETHNIC.code(word) or codes.ETHNIC.code(word.removesuffix("族"))


read_ethnic = _coded(_offered(codes.ETHNIC), _ethnic, "N-ETHNIC", codes.ETHNIC.name)

# --- education -----------------------------------------------------------------------------------

_WAYS = re.compile(
    r"^(?:国家|普通|统招|全日制|非全日制|在职|成人|成教|函授|自学考试|自考|电大|广播电视|夜大|网络|网教|远程"
    r"|业余|脱产|半脱产|委培|定向|中央党校|省委党校|市委党校|省级党校|党校|军校|军队|教育)+"
)
_FURTHER = re.compile(r"(?:毕业生|毕业证|毕业|学历|文化程度|文化|程度|水平|教育|以上|生)$")
_DEGREE = re.compile(r"(?:学士|硕士|博士)?学位$|学士$")
_UNFINISHED = re.compile(r"^(.*?)(结业|肄业|辍学|未毕业)$")
_VAGUE = frozenset({"研究生", "大学", "中职", "高校", "高等教育"})


def _education(text: str) -> str | None:
    whole = half_width(text).strip()
    inner = [squeezed(found) for found in _IN_BRACKETS.findall(whole)]
    outer = squeezed(_IN_BRACKETS.sub("", whole))
    words = [word for word in re.split(r"[/、+|\\]", outer) if word]
    if not words:
        return None
    if words[0] in _VAGUE or _WAYS.sub("", words[0]) in _VAGUE:
        finer = [code for word in (*inner, *words[1:]) if (code := _level(word))]
        if finer:
            return finer[0]
    found = {code for word in words if (code := _level(word)) and not _DEGREE.fullmatch(word)}
    return found.pop() if len(found) == 1 else None


def _level(word: str) -> str | None:
    """The code of one word for a level of education, whatever the way it was reached."""
    table = codes.EDUCATION
    if word.isdigit():
        return word if word in table.codes and word not in table.not_offered else None
    if match := _UNFINISHED.fullmatch(word):
        level = _level(match[1])
        wanted = "结业" if match[2] == "结业" else "肄业"
        return table.code(f"{table.name(level)}{wanted}") if level else None
    for _ in range(4):
        code = table.code(word)
        if code and code not in table.not_offered:
            return code
        shorter = _WAYS.sub("", _DEGREE.sub("", word)) or word
        shorter = shorter if shorter != word else _FURTHER.sub("", word)
        if not shorter or shorter == word:
            return None
        word = shorter
    return None


read_education = _coded(_offered(codes.EDUCATION), _education, "N-EDU", codes.EDUCATION.name)

# --- class of member -----------------------------------------------------------------------------

_KINDS = {"正式党员": "full", "预备党员": "probationary"}
_KIND_NAMES = {code: name for name, code in _KINDS.items()}
_KIND_WORDS = {word: code for code in _KIND_NAMES for word in words("kind", code)}


def _kind(text: str) -> str | None:
    whole, outside = squeezed(text), squeezed(_IN_BRACKETS.sub("", half_width(text)))
    return next(
        (code for w in (whole, outside) if (code := _KINDS.get(w) or _KIND_WORDS.get(w))), None
    )


read_kind = _coded(_KINDS, _kind, "N-STATUS", _KIND_NAMES.__getitem__)

# --- state of membership -------------------------------------------------------------------------

NORMAL = "正常"
_NORMAL_WORDS = frozenset(words("state", "normal"))


def _state(text: str) -> str | None:
    word = squeezed(text)
    return NORMAL if word in _NORMAL_WORDS else None


read_state = _coded({NORMAL: NORMAL}, _state, "N-STATUS", str, unknown="H-PARTY-STATE")

# --- yes and no ----------------------------------------------------------------------------------

_YES = frozenset(words("truth", "yes"))
_NO = frozenset(words("truth", "no"))
_TRUTH = {"是": True, "否": False}


def read_yes_no(cell: Cell) -> object:
    return _TRUTH.get(cell) if isinstance(cell, str) and cell in _TRUTH else _yes_no(cell)


def _yes_no_slowly(cell: Cell) -> object:
    if cell == "" and isinstance(cell, str):
        return False
    opened = open_cell(cell)
    if opened.text in _TRUTH:
        return Doubt(_TRUTH[opened.text], opened.text, opened.issues)
    word = squeezed(opened.text)
    word = word[:-1] if word in ("10", "00") and "." in opened.text else word
    if word in _YES or word in _NO:
        opened.codes.append("N-BOOL")
        return Doubt(word in _YES, "是" if word in _YES else "否", opened.issues)
    empty = nothing(opened)
    if empty is None:
        raise Wrong("R-CODE-UNKNOWN")
    return empty._replace(value=False) if isinstance(empty, Doubt) else False


_yes_no = careful(_yes_no_slowly)

# --- free text -----------------------------------------------------------------------------------


def text_reader(length: int) -> Reader:
    """A reader of free text of at most so many characters."""

    def read(cell: Cell) -> object:
        if is_ordinary(cell) and cell not in EMPTY_MARKS and len(cell) <= length:  # type: ignore
            return cell
        return slowly(cell)

    @careful
    def slowly(cell: Cell) -> object:
        reading = _free(open_cell(cell), length)
        if isinstance(cell, str) or isinstance(reading, Doubt):
            return reading
        return Doubt(reading, None, ())  # a number: its text, as a person sees it

    return read


def _free(opened: Opened, length: int) -> object:
    empty = nothing(opened)
    if empty is not None:
        return empty
    if len(opened.text) > length:
        raise Wrong("R-TOO-LONG")
    return Doubt(opened.text, opened.text, opened.issues) if opened.codes else opened.text


def post_reader(posts: Collection[str], length: int) -> Reader:
    """A reader of 工作岗位: a post that maps to no occupation of the bulletin needs a person."""
    known = {squeezed(post): post for post in posts}

    def read(cell: Cell) -> object:
        reading = inner[cell]
        text = reading.value if isinstance(reading, Doubt) else reading
        if not text or text in posts:
            return reading
        issues = reading.issues if isinstance(reading, Doubt) else ()
        changed = reading.text if isinstance(reading, Doubt) else None
        if squeezed(str(text)) in known:
            post = known[squeezed(str(text))]
            return Doubt(post, post, (*issues, ("N-TRIM", NOTHING)))
        return Doubt(text, changed, (*issues, ("H-POST-UNMAPPED", NOTHING)))

    inner = Memo(text_reader(length))
    return read
