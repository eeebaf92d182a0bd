"""A report of discipline is led to its own organ; praise, questions and rude clerks are not."""

from __future__ import annotations

import pytest

from dangjian.voices.reading.discipline import accusation


@pytest.mark.parametrize(
    "letter",
    [
        "举报村支书邹义根借儿子结婚大操大办，收管理对象的礼金。",
        "居委会主任吕俊勇用公车接送孩子上学已有15个月。",
        "反映质监站站长吃拿卡要，验收一次要两条烟。",
        "我们村的书记。当了十年。集体的树卖了，钱进了自己腰包。",
        "某局副局长在外面养了一个女人，钱从哪里来的值得查一查。",
        "换届那几天，现任主任挨家发油发米，每户两百块，让我们投他的票。",
        "村主任的名字我不写了，他老婆从来不上班，却在文化站领工资。",
        "举报村\u200b会\u200b计私设小\u200b金库",
        "派出所的人收了三千块才给办户口，没有票。",
    ],
)
def test_an_office_holder_who_gains_by_misconduct_is_recognised(letter: str) -> None:
    found = accusation(letter)
    assert found.leads
    assert found.reason.startswith("因为")


@pytest.mark.parametrize(
    "letter",
    [
        "要表扬街道的陈志明主任，他带人连夜给我们抢修水管，请组织上表扬他。",
        "城管队长给他烟他死活不收，还自己掏钱买了遮阳伞，感谢他。",
        "请问如果发现村干部虚报冒领，应该向哪里举报？",
        "网上有人说不按时交党费要受处分，请问要紧吗，怎么补交？",
        "建议加强对村干部优亲厚友的监督，把账每季度贴出来。",
        "听说劳动纪律要求不能提前下班，可服务点三点就关了门。不是要处分谁。",
        "去物业要账本，他们说是商业机密。",
        "物业经理挪用维修基金给自己公司，请街道责令公开账目。",
        "请镇里来丈量。上次国土所那个办事员态度很不好，说话难听。",
        "老板拖欠工资，请劳动局的领导给我们做主。",
        "保守党的秘密是每个党员的义务，请问学习材料在哪里领？",
        "村主任说地款要等，会计也说没到账，我家等了一年，请帮我催一催。",
    ],
)
def test_false_friends_are_left_alone(letter: str) -> None:
    assert not accusation(letter).leads


def test_the_reason_names_person_deed_and_cues_as_they_stand_in_the_letter() -> None:
    found = accusation("实名举报村支书徐林辉在低保评定中收受好处。如有不实，我愿承担责任。")
    assert found.offices == ("村支书",) or found.offices == ("支书",)
    assert "收受好处" in found.reason
    assert found.reason.endswith("像是反映有职务的人违纪。")
