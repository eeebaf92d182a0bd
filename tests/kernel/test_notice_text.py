"""A clerk types, pastes or loads a holiday notice; what cannot be true is refused."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest

from dangjian.kernel import notice_text
from dangjian.kernel.calendar import seeds
from dangjian.kernel.notices import to_mapping
from dangjian.kernel.refusal import Refused

NOTICE_2026 = seeds()[-1]

TYPED = """
年份 2026
标题 国务院办公厅关于2026年部分节假日安排的通知
文号：国办发明电〔2025〕7号
发文日期 2025-11-04
# 一行一个节日
元旦 2026-01-01 至 2026-01-03
春节 2026年2月15日至2026年2月23日
清明节 2026/4/4-2026/4/6
劳动节：２０２６.5.1 到 2026.5.5
端午节 2026-06-19 至 2026-06-21
中秋节 2026-09-25 至 2026-09-27
国庆节 2026-10-01 至 2026-10-07
调休上班 2026-01-04 2026-02-14、2026-02-28
调休上班 2026-05-09 2026-09-20 2026-10-10
"""

PASTED = """国务院办公厅关于2026年部分节假日安排的通知
国办发明电〔2025〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
经国务院批准，现将2026年元旦、春节等放假调休日期的具体安排通知如下。
一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。\
2月14日（周六）、2月28日（周六）上班。
三、清明节：4月4日（周六）至6日（周一）放假，共3天。
四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
五、端午节：6月19日（周五）至21日（周日）放假，共3天。
六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。
国务院办公厅
2025年11月4日
"""

PASTED_2019 = """国务院办公厅关于2019年部分节假日安排的通知
一、元旦：2018年12月30日至2019年1月1日放假调休，共3天。2018年12月29日（星期六）上班。
二、春节：2月4日至10日放假调休，共7天。2月2日（星期六）、2月3日（星期日）上班。
三、清明节：4月5日放假，与周末连休。
四、劳动节：5月1日放假。
五、端午节：6月7日放假，与周末连休。
六、中秋节：9月13日放假，与周末连休。
七、国庆节：10月1日至7日放假调休，共7天。9月29日（星期日）、10月12日（星期六）上班。
国务院办公厅
2018年12月1日"""


def content() -> dict[str, Any]:
    return to_mapping(NOTICE_2026)


@pytest.mark.parametrize("text", [TYPED, PASTED, PASTED.replace("\n", "")])
def test_typed_and_pasted_notices_say_the_same_as_the_packaged_one(text: str) -> None:
    notice = notice_text.read(text)
    assert notice.holidays == NOTICE_2026.holidays
    assert notice.makeup == NOTICE_2026.makeup
    assert (notice.year, notice.number, notice.issued_on) == (
        2026,
        "国办发明电〔2025〕7号",
        dt.date(2025, 11, 4),
    )


def test_json_is_read_back_unchanged() -> None:
    assert notice_text.read(json.dumps(content())) == NOTICE_2026
    assert notice_text.read(content()) == NOTICE_2026


def test_a_new_year_holiday_that_begins_in_december_is_read_in_the_right_year() -> None:
    notice = notice_text.read(PASTED_2019)
    assert notice.holidays[0].first == dt.date(2018, 12, 30)
    assert notice.makeup[0] == dt.date(2018, 12, 29)


def test_a_holiday_joined_to_the_weekend_takes_the_weekend_with_it() -> None:
    named = {holiday.name: holiday for holiday in notice_text.read(PASTED_2019).holidays}
    assert named["清明节"].last == dt.date(2019, 4, 7)
    assert named["中秋节"].last == dt.date(2019, 9, 15)


def changed(**parts: Any) -> dict[str, Any]:
    return content() | parts


def with_holiday(name: str, /, **parts: str) -> dict[str, Any]:
    holidays = [h | parts if h["name"] == name else h for h in content()["holidays"]]
    return changed(holidays=holidays)


REFUSALS = [
    (changed(year=2025), "不在2025年之内"),
    (changed(year=1800), "年份应在"),
    (changed(makeup=["2026-10-09"]), "2026年10月9日（星期五）本来就是工作日"),
    (changed(makeup=["2026-10-04"]), "既写了放假又写了上班"),
    (changed(makeup=["2026-10-10", "2026-10-10"]), "写了两次"),
    (changed(makeup=["2027-01-09"]), "不在2026年之内"),
    (with_holiday("国庆节", last="2026-09-30"), "结束日期早于开始日期"),
    (with_holiday("国庆节", last="2026-10-31"), "放假超过15天"),
    (with_holiday("中秋节", last="2026-10-02"), "放假日期重叠"),
    (with_holiday("国庆节", first="2026-10-02"), "没有包括2026年10月1日"),
    (with_holiday("国庆节", name=""), "没有写节日名称"),
    (with_holiday("元旦", first="2025-12-01"), "放假超过15天"),
    (with_holiday("元旦", first="2025-12-24", last="2025-12-25"), "不在2026年之内"),
    (changed(holidays=content()["holidays"][:-1]), "没有国庆节"),
    (with_holiday("元旦", first="2026-01-32"), "读不懂"),
    ({"year": 2026, "makeup": []}, "缺少“holidays”"),
    ("{不是JSON", "第1行不是正确的JSON"),
    ("", "没有内容"),
    ("国庆节 10月1日到7日", "第1行读不懂"),
    ("2026-10-01 至 2026-10-07", "第1行没有写节日名称"),
    ("元旦 2026-02-30", "第1行的日期2026-02-30不存在"),
    ("国庆节 2026-10-01 至 2026-10-07", "没有元旦"),
    ("调休上班 2026-10-10", "没有读到任何节日"),
    ("元旦 2026-01-01\n春节 2027-02-01", "看不出是哪一年"),
    (PASTED.replace("共7天", "共8天"), "写明共8天"),
    (PASTED.replace("10月10日（周六）", "10月10日（周日）"), "与日历不符"),
    (PASTED.replace("国务院办公厅关于2026年部分节假日安排的通知", "放假通知"), "没有找到"),
]


@pytest.mark.parametrize(("given", "sentence"), REFUSALS)
def test_what_cannot_be_the_notice_is_refused_with_a_reason(given: Any, sentence: str) -> None:
    with pytest.raises(Refused) as refusal:
        notice_text.read(given)
    assert sentence in refusal.value.sentence


def test_half_a_notice_names_the_law_it_falls_short_of() -> None:
    with pytest.raises(Refused) as refusal:
        notice_text.read(changed(holidays=content()["holidays"][:3]))
    assert refusal.value.clause == "《全国年节及纪念日放假办法》"
