"""National code tables the register uses: sex, ethnic group, education, degree, political status.

`code` finds the code for what people write; the words a table accepts beside its own names are its
`aliases`. `choices` leaves out what a form should not offer: codes for "unknown" and headings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CodeTable:
    """One standard: (code, name) rows in order. confirmation: C, S or M, as for rules."""

    title: str
    standard: str
    confirmation: str
    rows: tuple[tuple[str, str], ...]
    aliases: Mapping[str, str] = field(default_factory=dict)
    not_offered: frozenset[str] = frozenset()

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, name) pairs for a model field or a select."""
        return [(code, name) for code, name in self.rows if code not in self.not_offered]

    @property
    def codes(self) -> frozenset[str]:
        return frozenset(code for code, _ in self.rows)

    def name(self, code: str) -> str:
        """The name of a code. KeyError for a code the table does not have."""
        return dict(self.rows)[code]

    def code(self, text: str) -> str | None:
        """The code for a code, a name or an alias; None for a word the table does not know."""
        text = text.strip()
        if text in self.codes:
            return text
        names = {name: code for code, name in self.rows}
        return names.get(text) or self.aliases.get(text)


SEX = CodeTable(
    "性别",
    "GB/T 2261.1-2003",
    "M",
    (("1", "男"), ("2", "女"), ("9", "未说明"), ("0", "未知")),
    {"男性": "1", "女性": "2"},
    frozenset("09"),
)

_ETHNIC_NAMES = """
汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜
水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒
乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺
"""
_ETHNIC = [(f"{number:02}", name) for number, name in enumerate(_ETHNIC_NAMES.split(), start=1)]

ETHNIC = CodeTable(
    "民族",
    "GB/T 3304-1991",
    "M",
    (
        *((code, f"{name}族") for code, name in _ETHNIC),
        ("97", "其他"),
        ("98", "外国血统中国籍人士"),
    ),
    {name: code for code, name in _ETHNIC}
    | {
        "维族": "05",
        "维": "05",
        "哈族": "17",
        "蒙族": "02",
        "蒙": "02",
        "鲜族": "10",
        "朝族": "10",
        "毛难族": "36",
        "柯族": "29",
        "崩龙族": "46",
        "其他族": "97",
        "未识别民族": "97",
        "穿青人": "97",
        "穿青族": "97",
        "外国血统": "98",
    },
)


def _outcomes(
    level: str, completed: str, left: str, broken_off: str
) -> tuple[tuple[str, str], ...]:
    """毕业 (named by the level alone), 结业 and 肄业; "" where the standard has no such code."""
    rows = ((completed, level), (left, f"{level}结业"), (broken_off, f"{level}肄业"))
    return tuple(row for row in rows if row[0])


EDUCATION = CodeTable(
    "学历",
    "GB/T 4658-2006",
    "C",
    (
        ("10", "研究生教育"),
        *_outcomes("博士研究生", "11", "12", "13"),
        *_outcomes("硕士研究生", "14", "15", "16"),
        *_outcomes("研究生班", "17", "18", "19"),
        ("20", "大学本科教育"),
        *_outcomes("大学本科", "21", "22", "23"),
        ("28", "大学普通班"),
        ("30", "大学专科教育"),
        *_outcomes("大学专科", "31", "32", "33"),
        ("40", "中等职业教育"),
        *_outcomes("中等专科", "41", "42", "43"),
        *_outcomes("职业高中", "44", "45", "46"),
        *_outcomes("技工学校", "47", "48", "49"),
        ("60", "普通高级中学教育"),
        *_outcomes("普通高中", "61", "62", "63"),
        ("70", "初级中学教育"),
        *_outcomes("初中", "71", "", "73"),
        ("80", "小学教育"),
        *_outcomes("小学", "81", "", "83"),
        ("90", "其他"),
    ),
    {
        "博士": "11",
        "博士后": "11",
        "博研": "11",
        "研究生": "14",
        "硕士": "14",
        "硕研": "14",
        "本科": "21",
        "大学本": "21",
        "大本": "21",
        "大学": "21",
        "双学位": "21",
        "双本科": "21",
        "第二学士": "21",
        "大普": "28",
        "大专": "31",
        "专科": "31",
        "大学专": "31",
        "高职": "31",
        "高专": "31",
        "高职高专": "31",
        "高职专科": "31",
        "高等职业": "31",
        "高等专科": "31",
        "高技": "47",
        "中专": "41",
        "中师": "41",
        "中技": "47",
        "中等师范": "41",
        "中等专业": "41",
        "中等专业学校": "41",
        "职高": "44",
        "职中": "44",
        "职专": "44",
        "职业中专": "41",
        "职业中学": "44",
        "技校": "47",
        "技工": "47",
        "高级技工": "47",
        "技师学院": "47",
        "高中": "61",
        "普高": "61",
        "高级中学": "61",
        "普通高级中学": "61",
        "初级中学": "71",
        "普通初中": "71",
        "高小": "81",
        "完小": "81",
        "初小": "81",
        "文盲": "90",
        "半文盲": "90",
        "识字": "90",
        "私塾": "90",
    },
    frozenset(("10", "20", "30", "40", "60", "70", "80")),
)

COLLEGE_UP = frozenset({"11", "14", "17", "21", "28", "31"})
"""大专及以上: those who graduated. That the published statistics mean just these is unconfirmed."""

_DISCIPLINES = (
    ("01", "哲学"),
    ("02", "经济学"),
    ("03", "法学"),
    ("04", "教育学"),
    ("05", "文学"),
    ("06", "历史学"),
    ("07", "理学"),
    ("08", "工学"),
    ("09", "农学"),
    ("10", "医学"),
    ("11", "军事学"),
    ("12", "管理学"),
    ("13", "艺术学"),  # a discipline since 2011, after the standard
)


def _degrees(first: str, rank: str) -> tuple[tuple[str, str], ...]:
    return tuple((first + number, name + rank) for number, name in _DISCIPLINES)


DEGREE = CodeTable(
    "学位",
    "GB/T 6864-2003",
    "M",
    (
        ("1", "名誉博士"),
        ("2", "博士"),
        *_degrees("2", "博士"),
        ("245", "临床医学博士（专业学位）"),
        ("248", "兽医博士（专业学位）"),
        ("250", "口腔医学博士（专业学位）"),
        ("3", "硕士"),
        *_degrees("3", "硕士"),
        ("341", "法律硕士（专业学位）"),
        ("342", "教育硕士（专业学位）"),
        ("343", "工程硕士（专业学位）"),
        ("344", "建筑学硕士（专业学位）"),
        ("345", "临床医学硕士（专业学位）"),
        ("346", "工商管理硕士（专业学位）"),
        ("347", "农业推广硕士（专业学位）"),
        ("348", "兽医硕士（专业学位）"),
        ("349", "公共管理硕士（专业学位）"),
        ("350", "口腔医学硕士（专业学位）"),
        ("351", "公共卫生硕士（专业学位）"),
        ("352", "军事硕士（专业学位）"),
        ("4", "学士"),
        *_degrees("4", "学士"),
        ("444", "建筑学学士（专业学位）"),
    ),
)

POLITICAL = CodeTable(
    "政治面貌",
    "GB/T 4762-1984",
    "C",
    (
        ("01", "中共党员"),
        ("02", "中共预备党员"),
        ("03", "共青团员"),
        ("04", "民革党员"),
        ("05", "民盟盟员"),
        ("06", "民建会员"),
        ("07", "民进会员"),
        ("08", "农工党党员"),
        ("09", "致公党党员"),
        ("10", "九三学社社员"),
        ("11", "台盟盟员"),
        ("12", "无党派民主人士"),
        ("13", "群众"),
    ),
    {
        "党员": "01",
        "正式党员": "01",
        "预备党员": "02",
        "团员": "03",
        "民革": "04",
        "民盟": "05",
        "民建": "06",
        "民进": "07",
        "农工党": "08",
        "致公党": "09",
        "九三学社": "10",
        "台盟": "11",
        "无党派": "12",
        "无党派人士": "12",
    },
)
