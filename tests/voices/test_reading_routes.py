"""What a letter may be and where it may go: proposed with reasons a clerk can check."""

from __future__ import annotations

import pytest

from bench.letters import ELSEWHERE, figures, letters
from dangjian.voices.reading import routes, words
from dangjian.voices.reading.discipline import accusation
from tests.environment import PROJECT

ELSEWHERE_SETS = ["first", "unseen", "second", "third", "fourth"]


@pytest.mark.parametrize(
    ("letter", "category", "route"),
    [
        ("示例路的路灯坏了半个月，请派人来修。", "appeal", "petition"),
        ("请问外地户口的孩子上初中要什么材料？", "inquiry", "petition"),
        ("请问预备党员从哪一天开始交党费？", "inquiry", "party_affairs"),
        ("建议给公交站加装座椅和雨棚，仅供参考。", "suggestion", "mailbox"),
        ("窗口的工作人员态度生硬，一直在看手机。", "service_complaint", "petition"),
        ("感谢社区的同志冒雨帮我家疏通了下水道。", "thanks", "mailbox"),
        ("村支书挪用征地款给自家盖房。", "discipline_report", "discipline"),
        ("低息贷款当天放款，无抵押，非诚勿扰。", "spam", "discard_review"),
        ("你们这群废物，滚蛋吧！", "abuse", "discard_review"),
    ],
)
def test_each_kind_of_letter_goes_its_way(letter: str, category: str, route: str) -> None:
    reading = routes.read(letter)
    assert (reading.category, reading.route) == (category, route)


def test_the_reason_names_what_stands_in_the_letter() -> None:
    reading = routes.read("您好，请问党费按税前工资还是到手工资算？盼复。")
    assert reading.reason.startswith("因为信里用了「请问」（“请问”）")
    assert "“党费”" in reading.reason
    assert reading.reason.endswith("像是咨询，建议转党务部门。")
    assert 0 < reading.confidence <= 1


def test_insults_do_not_lose_a_matter() -> None:
    reading = routes.read("一群饭桶！我家楼顶漏雨漏了三年，今年再不修就塌了，赶紧派人来修！")
    assert (reading.category, reading.route, reading.abusive) == ("appeal", "petition", True)


def test_thanks_at_the_end_are_courtesy() -> None:
    reading = routes.read("门口的井盖翘起来一块，请尽快修好。麻烦转给有关单位，感谢。谢谢！")
    assert reading.category == "appeal"


def test_who_tells_of_an_advertisement_does_not_advertise() -> None:
    reading = routes.read("我妈被骗买了“祖传秘方”，说无效退款，店已经搬走了。请查处并追回。")
    assert reading.route == "petition"


@pytest.mark.parametrize("letter", ["", " ", "。。。", "谢谢！", "您好，", "\u200b", "🙂"])
def test_a_letter_that_says_nothing_is_left_to_a_person(letter: str) -> None:
    reading = routes.read(letter)
    assert not reading.sure
    assert reading.route in routes.ROUTES


def test_letters_on_other_topics_go_where_their_key_says() -> None:
    key = letters(ELSEWHERE)
    assert len(key) > 120
    for name in ELSEWHERE_SETS:
        found = figures([letter for letter in key if letter["set"] == name])
        assert found["route"] >= 0.85, name  # type: ignore[operator]
        assert found["personal_left"] == 0
        assert found["duplicate_precision"] >= 0.95  # type: ignore[operator]
        assert found["duplicate_recall"] >= 0.95  # type: ignore[operator]


def test_every_report_on_other_topics_is_led_and_few_others_are() -> None:
    key = letters(ELSEWHERE)
    reports = [x for x in key if x["category"] == "discipline_report"]
    others = [x for x in key if x["category"] != "discipline_report"]
    assert [x["id"] for x in reports if not accusation(x["text"]).leads] == []
    assert len([x for x in others if accusation(x["text"]).leads]) <= 2


def test_the_letters_of_a_year_reach_the_goals(shared_data: object) -> None:
    found = figures(letters(PROJECT.parent / "shared" / "data" / "petitions.jsonl"))
    assert found["route"] >= 0.95  # type: ignore[operator]
    assert (found["reports_led"], found["false_alarms"]) == ("14/14", 0)
    assert (found["duplicate_precision"], found["duplicate_recall"]) == (1.0, 1.0)
    assert found["personal_left"] == 0


def test_every_list_is_read_and_every_named_list_exists() -> None:
    for name in ("letters", "discipline", "courtesies"):
        assert words.table(name)["lists"]
    routes.read("请问")  # builds every lexicon, and fails on a list that is missing
    accusation("请问")
    signals = words.table("letters")["signal"]
    assert {s["category"] for s in signals} <= set(routes.CATEGORIES)


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("建议…加装", "建议给公交站加装座椅", ["建议给公交站加装"]),
        ("建议…加装", "建议这里很远很远很远很远很远的地方加装", []),
        ("{亲属}…中标", "他表弟的公司又中标", ["表弟的公司又中标"]),
        ("窗口+冷冰冰", "冷冰冰的那个窗口", ["窗口"]),
        ("窗口+冷冰冰", "那个窗口", []),
        ("收{金额}", "收3000元", ["收3000元"]),
        ("收…{金额}", "收了我八百块", ["收了我八百块"]),
    ],
)
def test_the_way_of_writing_phrases(phrase: str, sentence: str, found: list[str]) -> None:
    lexicon = words.lexicon(phrase, {"亲属": "表弟 {别的}", "别的": "侄子"})
    assert lexicon.found_in(sentence) == found
