"""Order and search by pinyin: an ASCII key per name, for columns with COLLATE "C".

A key is the syllables without tone, separated by blanks: 曾国藩 -> "zeng guo fan". So Li An stands
before Lian Bo, and the beginning of the syllables finds the name; names with the same reading are
left to the row's id. pypinyin reads characters; in front of a person's name our own table of
surnames goes first, because 单, 仇, 解, 查 … are read otherwise there. Its dictionary is loaded for
the first name: half a second that most processes never need.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

LENGTH = 120  # characters a key may have

# Readings in front of a name. Where dictionaries agree with pypinyin the entry guards against its
# phrases; "_" parts the syllables of a compound surname.
_READINGS = """
单:shan 仇:qiu 曾:zeng 解:xie 区:ou 查:zha 盖:ge 任:ren 纪:ji 华:hua 朴:piao 翟:zhai 乐:yue 覃:qin
缪:miao 员:yun 种:chong 繁:po 冼:xian 洗:xian 召:shao 折:she 秘:bi 能:nai 卜:bu 薄:bo 柏:bai 晁:chao
谌:chen 褚:chu 都:du 费:fei 过:guo 黑:he 郇:huan 隗:wei 阚:kan 逯:lu 牟:mu 宓:mi 乜:nie 逄:pang
瞿:qu 撒:sa 盛:sheng 殳:shu 眭:sui 佟:tong 尉:wei 相:xiang 幺:yao 应:ying 郁:yu 恽:yun 訾:zi 祭:zhai
占:zhan 仉:zhang 笮:ze 藏:zang 车:che 重:chong 句:gou 於:yu 郗:xi 郄:qie 炅:gui 妫:gui 昝:zan 笪:da
呙:guo 佴:nai 厍:she 仝:tong 亓:qi 麴:qu 爨:cuan 那:na 宁:ning 曲:qu 石:shi 沈:shen 燕:yan 俞:yu
詹:zhan 臧:zang 甄:zhen 行:xing 哈:ha 冯:feng 贾:jia 万:wan 叶:ye 尹:yin 泽:ze 钭:tou 邸:di 苻:fu
郜:gao 戈:ge 葛:ge 桂:gui 郝:hao 宿:su 强:qiang 信:xin 娄:lou 呼:hu 降:jiang 尢:you 莘:shen 禤:xuan
长:chang
尉迟:yu_chi 万俟:mo_qi 长孙:zhang_sun 澹台:tan_tai 单于:chan_yu 令狐:ling_hu 鲜于:xian_yu
皇甫:huang_fu 宇文:yu_wen 司马:si_ma 欧阳:ou_yang 上官:shang_guan 诸葛:zhu_ge 夏侯:xia_hou
东方:dong_fang 呼延:hu_yan 慕容:mu_rong 淳于:chun_yu 公孙:gong_sun 濮阳:pu_yang 申屠:shen_tu
钟离:zhong_li 赫连:he_lian 亓官:qi_guan 司徒:si_tu 南宫:nan_gong 独孤:du_gu 拓跋:tuo_ba
闻人:wen_ren 轩辕:xuan_yuan 端木:duan_mu 百里:bai_li 东郭:dong_guo 西门:xi_men 乐正:yue_zheng
宰父:zai_fu
"""
_SURNAMES = dict(pair.split(":") for pair in _READINGS.split())

# Finals that each initial takes: what can be a syllable, for cutting up typed pinyin.
_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo v ve",
    "g": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "k": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "q": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "ch": "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo",
    "sh": "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "c": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "s": "a ai an ang ao e en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
SYLLABLES = frozenset(
    initial + final for initial, finals in _FINALS.items() for final in finals.split()
)
_BEGINNINGS = frozenset(syllable[:n] for syllable in SYLLABLES for n in range(1, len(syllable)))
_PIECE = re.compile(r"[0-9a-z]+|\w")


def key(name: str) -> str:
    """The sort key of a person's name, its surname read as a surname; at most LENGTH characters."""
    return " ".join(_syllables_of_name(name))[:LENGTH]


def text_key(text: str) -> str:
    """The sort key of any other text, such as the name of an organization."""
    return " ".join(_syllables(text))[:LENGTH]


def initials(name: str) -> str:
    """The first letters of a person's name: 张三 -> "zs"."""
    return "".join(syllable[0] for syllable in _syllables_of_name(name))


def query_key(typed: str) -> str:
    """The beginning of the keys that somebody looks for who types pinyin: "zhangs" -> "zhang s".

    Rows match where key >= it and key < it + "~". Of several ways to cut the letters up the one
    with the fewest syllables; `query_keys` has them all.
    """
    return query_keys(typed)[0]


def query_keys(typed: str) -> list[str]:
    """All ways to read typed pinyin, fewest syllables first, at most eight: "lian", "li an", …"""
    text = unicodedata.normalize("NFKC", typed).lower().replace("ü", "v").replace("lyu", "lv")
    *words, last = re.split(r"[\s'’]+", text.strip())
    ways = [""]
    for cuts in (*(_cuts(word, whole=True) for word in words), _cuts(last)):
        ways = [f"{way} {cut}".strip() for way in ways for cut in cuts][:8]
    return ways


def _cuts(word: str, *, whole: bool = False) -> list[str]:
    """The ways to cut a word up; whole: its last syllable is complete too."""
    cuts = _cut(word[:LENGTH])
    fit = [" ".join(parts) for parts in cuts if not whole or parts[-1] in SYLLABLES]
    return fit or [word]


@lru_cache(maxsize=4096)
def _cut(word: str) -> tuple[tuple[str, ...], ...]:
    """The best cuts into syllables, of which the last may be only the beginning of one."""
    possible = word in SYLLABLES or word in _BEGINNINGS
    found: list[tuple[str, ...]] = [(word,)] if possible else []
    for length in range(min(6, len(word) - 1), 0, -1):
        if word[:length] in SYLLABLES:
            found += [(word[:length], *rest) for rest in _cut(word[length:])]
    return tuple(sorted(found, key=lambda parts: (len(parts), [-len(part) for part in parts]))[:8])


def _syllables_of_name(name: str) -> Sequence[str]:
    name = re.sub(r"\s+", "", name)
    # A dot marks a transcribed name, which has no Chinese surname.
    if "·" not in name:
        for length in (2, 1):
            reading = _SURNAMES.get(name[:length])
            # 单于 alone is 单 with the given name 于; a lone 单 is still the surname.
            if reading and (length == 1 or len(name) > length):
                return [*reading.split("_"), *_syllables(name[length:])]
    return _syllables(name)


@lru_cache(maxsize=1 << 16)
def _syllables(text: str) -> tuple[str, ...]:
    """Readings of the characters and runs of letters and digits; marks are left out.

    A character that pypinyin cannot read goes to the end of the order. Remembered, because given
    names come again and again in a table of forty thousand.
    """
    if 1 < len(text) <= 4 and not _holds_phrase(text):  # most names; each character by itself
        return tuple(piece for character in text for piece in _syllables(character))
    return tuple(
        piece if piece.isascii() else f"zz{ord(piece):x}"
        for part in _dictionary().lazy_pinyin(unicodedata.normalize("NFKC", text))
        for piece in _PIECE.findall(part.lower())
    )


def _holds_phrase(text: str) -> bool:
    """Whether characters of it are read together, or are no Chinese ones."""
    if not all("\u4e00" <= character <= "\u9fff" for character in text):
        return True
    ends = range(2, len(text) + 1)
    phrases = _dictionary().constants.PHRASES_DICT
    return any(text[start:end] in phrases for end in ends for start in range(end - 1))


@cache
def _dictionary() -> Any:
    import pypinyin

    return pypinyin
