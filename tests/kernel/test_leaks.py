"""Personal data is found however it is written; what names nobody stays readable."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dangjian.kernel import leaks

CERTAIN = [
    ("我的身份证号510100195205179963，", "id_number", "510100195205179963"),
    ("身份证 510100 19520517 9963 号", "id_number", "510100 19520517 9963"),
    ("５１０１００１９５２０５１７９９６３", "id_number", "５１０１００１９５２０５１７９９６３"),
    ("号码5101\u200b0019520517\u200b9963完", "id_number", "5101\u200b0019520517\u200b9963"),
    ("五一〇一〇〇一九五二〇五一七九九六三", "id_number", "五一〇一〇〇一九五二〇五一七九九六三"),
    ("身份证号：510100520517996", "id_number", "510100520517996"),
    ("身份证号510100195205179964（可能抄错）", "id_number", "510100195205179964"),
    ("手机：15422096986", "mobile", "15422096986"),
    ("请打+86 154-2209-6986联系我", "mobile", "+86 154-2209-6986"),
    ("008615422096986", "mobile", "008615422096986"),
    ("电话１５４２２０９６９８６。", "mobile", "１５４２２０９６９８６"),
    ("1 5 4 2 2 0 9 6 9 8 6", "mobile", "1 5 4 2 2 0 9 6 9 8 6"),
    ("一五四二二〇九六九八六", "mobile", "一五四二二〇九六九八六"),
    ("1️⃣5️⃣4️⃣2️⃣2️⃣0️⃣9️⃣6️⃣9️⃣8️⃣6️⃣", "mobile", "1️⃣5️⃣4️⃣2️⃣2️⃣0️⃣9️⃣6️⃣9️⃣8️⃣6"),
    ("座机0340-5555441。", "landline", "0340-5555441"),
    ("（0340）5555441转801", "landline", "（0340）5555441转801"),
    ("座机 0340 555 5441", "landline", "0340 555 5441"),
    ("0340—5556093", "landline", "0340—5556093"),
    ("卡号6200 0000 0000 0005", "bank_card", "6200 0000 0000 0005"),
    ("打到6200000000000005上", "bank_card", "6200000000000005"),
    ("邮箱lan.qiu1978@example.com，", "email", "lan.qiu1978@example.com"),
    ("ｌａｎ＠ｅｘａｍｐｌｅ．ｃｏｍ", "email", "ｌａｎ＠ｅｘａｍｐｌｅ．ｃｏｍ"),
    ("加微信 lanlan_8831 联系", "wechat", "lanlan_8831"),
    ("我的微信号是 lan-8831。", "wechat", "lan-8831"),
    ("QQ：2871100034", "qq", "2871100034"),
    ("僵尸车京A·12345停了半年", "plate", "京A·12345"),
    ("车牌 川AD12345", "plate", "川AD12345"),
]
LIKELY = [
    ("住怡庭社区3栋2单元501室，", "address", "3栋2单元501室"),
    ("十二号楼二单元302", "address", "十二号楼二单元302"),
    ("我家住文渊街12号。", "address", "12号"),
    ("东岗村3组45号", "address", "3组45号"),
    ("本人方志明，今年六十岁", "name", "方志明"),
    ("我叫欧阳明，住在下塘村", "name", "欧阳明"),
    ("联系人：耿大勇", "name", "耿大勇"),
    ("反映人：买买提·艾力，电话见信封", "name", "买买提·艾力"),
    ("请尽快修好。此致敬礼！\n卞玉兰\n2026年3月1日", "name", "卞玉兰"),
    ("护照E12345678", "passport", "E12345678"),
    ("家里电话5555441", "landline", "5555441"),
]
NOBODY = [
    "热线工单编号20260315001234。",
    "京政发〔2026〕12号文件第3条（2）款",
    "2026年3月15日 14:20:33 受理，编号2026-03-15-0012",
    "电表号20260418007723，读数1354.6、1402.5",
    "证号第0340号，合同号510100520517996",
    "交了9800元，欠1,540,000.00元，每户3200",
    "打12345和110都没人管，客服400-820-8820",
    "信用代码91510100MA15422096",
    "三号楼的电梯坏了，办事大厅301室没人",
    "3号楼12户居民，2单元楼道灯不亮",
    "本人今年69岁，住福园家属院。本人于去年退休。",
    "我是高中生，我是大屯村的居民，我是单亲家庭",
    "一二三四五六七八九十，三三两两",
    "微信公众号、微信群里说的，微信2026年才通",
    "谢谢！", "辛苦了。", "盼复。", "一位普通居民",
    "", " ", "\u200b",
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "stands"), CERTAIN)
def test_what_leaves_no_doubt_is_found_where_it_stands(text: str, kind: str, stands: str) -> None:
    assert [(f.kind, f.text, f.certain) for f in leaks.find(text)] == [(kind, stands, True)]


@pytest.mark.parametrize(("text", "kind", "stands"), LIKELY)
def test_what_may_name_somebody_is_offered_as_likely(text: str, kind: str, stands: str) -> None:
    assert [(f.kind, f.text, f.certain) for f in leaks.find(text)] == [(kind, stands, False)]


@pytest.mark.parametrize("text", NOBODY)
def test_numbers_that_name_nobody_are_left_alone(text: str) -> None:
    assert leaks.find(text) == ()
    assert leaks.mask(text) == text


def test_numbers_written_one_after_another_are_told_apart() -> None:
    text = "证510100195205179963电话15422096986和15428700404，1542209698615428700404"
    kinds = [f.kind for f in leaks.find(text)]
    assert kinds == ["id_number", "mobile", "mobile", "mobile", "mobile"]
    assert leaks.find("51010019520517996315422096986")[0].text == "510100195205179963"
    assert "154" not in leaks.mask("51010019520517996315422096986")


def test_a_public_text_says_what_stood_there() -> None:
    letter = "我叫方秀英，身份证号５１０１００１９５２０５１７９９６３，请打 154 2209 6986。"
    assert leaks.mask(letter) == (
        "我叫方＊＊，身份证号［身份证号已隐去］，请打 ［手机号已隐去］。"
    )


def test_a_person_may_leave_the_telephone_of_an_office() -> None:
    text = "办公电话0340-5555441，我的电话15422096986"
    kept = [f for f in leaks.find(text) if f.kind != "landline"]
    assert leaks.mask(text, kept) == "办公电话0340-5555441，我的电话［手机号已隐去］"


@pytest.mark.parametrize(
    "text",
    [
        "机密★1年\n关于……的通知",
        "秘密★10年", "绝 密 ★ 长期", "机密☆", "秘密＊5年", "机\u200b密★启封",
        "密级：机密", "密  级: 秘 密", "【机密】", "（绝密）", "标题\n  机密\n正文",
    ],
)  # fmt: skip
def test_a_mark_of_state_secrets_stops_everything(text: str) -> None:
    marks = leaks.secrecy_marks(text)
    assert marks
    assert all(text[m.start : m.end] == m.text and m.kind == "secrecy" for m in marks)


@pytest.mark.parametrize(
    "text",
    [
        "保守党的秘密，执行党的决定",
        "去物业要账本，他们说是商业机密。",
        "密级：内部", "密级：公开", "密级：敏感",
        "不得存储机密级文件", "保守国家秘密法", "这是个秘密", "（商业秘密）", "京政发〔2026〕12号",
        "服务评价★★★",
    ],
)  # fmt: skip
def test_speaking_of_secrets_is_no_mark(text: str) -> None:
    assert leaks.secrecy_marks(text) == ()


def test_the_letters_of_a_year_show_exactly_what_their_key_names(shared_data: Path) -> None:
    lines = (shared_data / "petitions.jsonl").read_text(encoding="utf-8").splitlines()
    for letter in map(json.loads, lines):
        expected = [(d["type"], d["text"], d["start"], d["end"]) for d in letter["personal_data"]]
        found = leaks.find(letter["text"])
        assert [(f.kind, f.text, f.start, f.end) for f in found] == expected, letter["id"]
        assert leaks.secrecy_marks(letter["text"]) == (), letter["id"]


def test_letters_on_other_topics_show_nobody_once_masked() -> None:
    path = Path(__file__).parent.parent / "voices" / "letters_elsewhere.jsonl"
    for letter in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        if letter["route"] == "discipline":
            continue  # is never shown
        shown = leaks.mask(letter["text"])
        assert [p for p in letter["personal"] if p in shown] == [], letter["id"]
