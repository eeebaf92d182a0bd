"""Somebody without an account writes a letter, one thing on a page (J1, J2, J3)."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import pytest
from django.test import Client, override_settings

from dangjian.kernel import receipts
from dangjian.kernel.models import Leaf
from dangjian.voices import drafts
from dangjian.voices.actions.channels import set_channel
from dangjian.voices.models import Draft, Letter, Mailbox, Writer
from dangjian.voices.queries.writers import writer_by_code
from dangjian.voices.views import gates
from tests.district import TODAY, District
from tests.registry.forms_sent import text
from tests.voices.pages import codes, do, last_look, put, sent, written
from tests.voices.received import NOON, TEXT, published

ACCUSES = "我要实名举报东篱社区党支部书记收受包工头两万元现金，把低保名额给了自己的亲戚。"
SECRET = "附件是机密★10年的文件，请看。"


def test_a_petition_is_written_page_by_page_and_told_a_code_once(district: District) -> None:
    """J3, J1: no account, no name; the code is shown until it is noted down, then nowhere."""
    visitor = Client()
    written(visitor, district.root.pk)
    page = text(visitor.get("/write/check/"))
    assert "禾丰区委" in page and TEXT in page
    [code] = sent(visitor)
    letter = Letter.objects.get()
    assert letter.unseal("text") == TEXT and letter.organization == district.root
    assert writer_by_code(code).letter == letter
    shown = text(visitor.get("/write/sent/"))
    assert "最晚12月8日告诉您受不受理" in shown
    assert codes(visitor) == [code]
    assert put(visitor, "/write/done/").status_code == 302
    assert visitor.get("/write/sent/")["Location"] == "/follow/"
    assert not Draft.objects.exists()
    leaf = Leaf.objects.filter(verb="submit").latest("pk")
    assert (leaf.actor_account, leaf.actor_role) == (None, "visitor")


def test_every_page_leads_back_to_what_is_missing(district: District) -> None:
    visitor = Client()
    assert visitor.get("/write/check/")["Location"] == "/write/"
    put(visitor, "/write/", kind="petition")
    assert visitor.get("/write/publish/")["Location"] == "/write/to/"
    put(visitor, "/write/to/", office=district.root.pk)
    put(visitor, "/write/text/", text=TEXT)
    assert "接着写" in text(visitor.get("/write/"))
    assert visitor.get("/write/contact/")["Location"] == "/write/about/"


def test_a_line_is_changed_and_the_rest_stays(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk)
    answer = visitor.post("/write/text/?check", {"text": f"{TEXT}谢谢。"})
    assert answer["Location"] == "/write/check/"
    assert f"{TEXT}谢谢。" in text(visitor.get("/write/check/"))


def test_a_leader_is_written_to_where_the_district_has_opened_a_mailbox(district: District) -> None:
    """J1: 领导信箱, opened by the district, closed ones not offered."""
    assert "给领导写信" not in text(Client().get("/write/"))
    box = Mailbox.objects.create(
        organization=district.root, title="区委书记信箱", opened_on=TODAY, leader=None
    )
    Mailbox.objects.create(
        organization=district.root, title="旧信箱", opened_on=dt.date(2020, 1, 1), closed_on=TODAY
    )
    visitor = Client()
    put(visitor, "/write/", kind="mailbox")
    page = text(visitor.get("/write/to/"))
    assert "区委书记信箱" in page and "旧信箱" not in page
    written(visitor, 0, kind="mailbox", mailbox=box.pk)
    sent(visitor)
    assert Letter.objects.get().mailbox == box


def test_an_office_is_found_by_its_name(district: District) -> None:
    visitor = Client()
    put(visitor, "/write/", kind="consultation")
    page = visitor.post("/write/to/", {"office": district.root.pk, "q": "柳岸", "find": "1"})
    assert page.status_code == 200 and "柳岸街道党工委" not in text(
        page
    )  # nobody reads letters there
    page = visitor.post("/write/to/", {"office": district.root.pk, "q": "东篱街道", "find": "1"})
    assert "东篱街道党工委" in text(page)
    assert put(visitor, "/write/to/", office=district.street.pk)["Location"] == "/write/text/"
    assert put(visitor, "/write/to/", office=district.foreign.pk).status_code == 422


# --- what is not kept -----------------------------------------------------------------------------


def test_an_accusation_is_led_to_the_discipline_organ_and_nothing_is_kept(
    district: District,
) -> None:
    """J3, TRUST: the channel is shown beforehand and again; no draft, no leaf, no letter."""
    visitor = Client()
    assert "12388" in text(visitor.get("/write/"))
    put(visitor, "/write/", kind="petition")
    put(visitor, "/write/to/", office=district.root.pk)
    leaves = Leaf.objects.count()
    page = put(visitor, "/write/text/", text=ACCUSES)
    assert page.status_code == 422 and "12388" in text(page)
    assert not Draft.objects.exists() and not Letter.objects.exists()
    assert Leaf.objects.count() == leaves


def test_a_writer_who_says_that_it_is_another_matter_goes_on(district: District) -> None:
    visitor = Client()
    put(visitor, "/write/", kind="petition")
    put(visitor, "/write/to/", office=district.root.pk)
    page = put(visitor, "/write/text/", text=ACCUSES).content.decode()
    carried = page.split('name="carried" value="')[1].split('"')[0]
    answer = put(visitor, "/write/text/", text=ACCUSES, other="1", carried=carried)
    assert answer["Location"] == "/write/about/"
    for path, typed in (("about", {"about": ""}), ("contact", {"wish": "code"}),
                        ("publish", {"publish": "no"})):  # fmt: skip
        put(visitor, f"/write/{path}/", **typed)
    sent(visitor)
    assert Letter.objects.get().unseal("text") == ACCUSES


def test_whom_it_is_about_may_make_it_an_accusation(district: District) -> None:
    visitor = Client()
    put(visitor, "/write/", kind="petition")
    put(visitor, "/write/to/", office=district.root.pk)
    put(visitor, "/write/text/", text=TEXT)
    page = put(visitor, "/write/about/", about=ACCUSES)
    assert page.status_code == 422 and not Draft.objects.exists()


def test_a_secrecy_mark_is_a_hard_stop(district: District) -> None:
    """TRUST §2.9: nothing kept, no way on."""
    visitor = Client()
    put(visitor, "/write/", kind="consultation")
    put(visitor, "/write/to/", office=district.root.pk)
    page = put(visitor, "/write/text/", text=SECRET, other="1")
    assert page.status_code == 422 and "没有留下" in text(page)
    assert "机密★10年" not in page.content.decode()
    assert not Draft.objects.exists()


def test_the_district_s_own_channel_is_shown_and_its_history_kept(district: District) -> None:
    office = district.sign_in(Client(), "office")
    for name, phone in (("禾丰区纪委监委", "0340-12388"), ("禾丰区纪委监委信访室", "0340-5550000")):
        answer = do(office, "/letters/discipline-channel/", name=name, phone=phone)
        assert answer.status_code == 302
    page = text(Client().get("/write/"))
    assert "0340-5550000" in page and "全国统一" not in page
    assert "0340-12388" in text(office.get("/letters/discipline-channel/"))
    answer = do(office, "/letters/discipline-channel/", name="某某", phone="", page="", address="")
    assert (answer.status_code, "至少写一项" in text(answer)) == (422, True)


# --- whom it is about, and who writes -------------------------------------------------------------


def test_the_unit_complained_of_does_not_get_the_letter(district: District) -> None:
    """J3: addressed to the street that it is about, it goes to the district, and says so."""
    visitor = Client()
    written(visitor, district.street.pk, units=[district.street.pk], about="服务大厅的人")
    assert "改由它上面的禾丰区委收" in text(visitor.get("/write/check/"))
    sent(visitor)
    letter = Letter.objects.get()
    assert letter.organization == district.root
    assert [bar.organization for bar in letter.case.bars.all()] == [district.street]
    assert letter.unseal("about") == "服务大厅的人"


def test_a_letter_about_the_district_s_own_committee_is_told_where_to_go(
    district: District,
) -> None:
    visitor = Client()
    written(visitor, district.root.pk, units=[district.root.pk])
    assert "上一级信访部门" in text(visitor.get("/write/check/"))
    answer = visitor.post("/write/check/", last_look(visitor))
    assert answer.status_code == 422 and not Letter.objects.exists()
    assert Draft.objects.count() == 1


def test_only_what_the_answer_needs_is_asked(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk)
    answer = put(visitor, "/write/contact/", wish="sms", phone="")
    assert answer.status_code == 422 and "请留一个号码" in text(answer)
    assert put(visitor, "/write/contact/", wish="code").status_code == 302


def test_each_representative_gets_a_code_of_his_own_and_there_are_five_at_most(
    district: District,
) -> None:
    """J3, Art. 20."""
    visitor = Client()
    written(visitor, district.root.pk, writer={"name": "方禾", "wish": "code"})
    for n in range(4):
        answer = put(visitor, "/write/together/", wish="code", name=f"代表{'甲乙丙丁'[n]}")
        assert answer.status_code == 302
    answer = put(visitor, "/write/together/", wish="code", name="代表戊")
    assert (answer.status_code, "最多5人" in text(answer).replace(" ", "")) == (422, True)
    put(visitor, "/write/together/", remove="4")
    told = sent(visitor)
    assert len(set(told)) == 4 == Writer.objects.count()


def test_a_joint_letter_shows_no_writer_to_another(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk, writer={"name": "方禾", "wish": "code"})
    put(visitor, "/write/together/", wish="sms", name="秦晚舟", phone="15400001111")
    _, second = sent(visitor)
    other = Client()
    other.post("/follow/", {"code": second})
    page = other.get("/follow/letter/").content.decode()
    assert "方禾" not in page and TEXT in page


# --- floods, double posts, bad input --------------------------------------------------------------


def test_a_browser_without_script_waits_instead_of_working(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """TRUST §2.1: no picture to solve; too fast is told with a sentence, and the draft stays."""
    visitor = Client()
    written(visitor, district.root.pk)
    form = last_look(visitor) | {"toil": ""}
    answer = visitor.post("/write/check/", form)
    assert (answer.status_code, "请再等" in text(answer)) == (429, True)
    assert Draft.objects.count() == 1 and not Letter.objects.exists()
    later = time.time() + gates.PATIENCE + 1
    monkeypatch.setattr(time, "time", lambda: later)
    assert visitor.post("/write/check/", form)["Location"] == "/write/sent/"


@override_settings(LETTERS_AN_HOUR=4)
def test_too_many_letters_from_one_place_are_answered_with_a_sentence(district: District) -> None:
    visitor = Client()
    for _ in range(2):
        written(visitor, district.root.pk)
        sent(visitor)
    written(visitor, district.root.pk)
    answer = visitor.post("/write/check/", last_look(visitor))
    assert (answer.status_code, "您写的都还在" in text(answer)) == (429, True)
    assert Letter.objects.count() == 2 and "接着写" in text(visitor.get("/write/"))
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    written(elsewhere, district.root.pk)
    sent(elsewhere)


def test_a_letter_that_is_sent_twice_is_one_letter_with_one_code(district: District) -> None:
    """A double click, a lost line: the second post leads to the first one's receipt."""
    visitor = Client()
    written(visitor, district.root.pk)
    form, second_tab = last_look(visitor), last_look(visitor)
    assert visitor.post("/write/check/", form)["Location"] == "/write/sent/"
    told = codes(visitor)
    assert visitor.post("/write/check/", form)["Location"] == "/write/sent/"
    assert visitor.post("/write/check/", second_tab)["Location"] == "/write/sent/"
    assert codes(visitor) == told and Letter.objects.count() == 1


def test_a_hundred_thousand_characters_are_refused_with_a_sentence_and_kept_on_the_page(
    district: District,
) -> None:
    visitor = Client()
    put(visitor, "/write/", kind="petition")
    put(visitor, "/write/to/", office=district.root.pk)
    long = "楼道灯坏了。" * 16_667
    page = put(visitor, "/write/text/", text=long)
    assert page.status_code == 422
    assert "最多 10,000 字，您写了 100,002 字" in text(page) and long in page.content.decode()
    assert put(visitor, "/write/text/", text="灯" * 10_000).status_code == 302


def test_hostile_markup_is_only_letters(district: District) -> None:
    visitor = Client()
    hostile = "<script>alert(1)</script><img src=x onerror=alert(2)> {{ 7|add:7 }} '\"><b>x"
    written(visitor, district.root.pk, text=hostile, about=hostile,
            writer={"name": "<b>方</b>", "wish": "code"})  # fmt: skip
    for path in ("/write/check/", "/write/text/", "/write/about/"):
        page = visitor.get(path).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page and "<b>方" not in page
    [code] = sent(visitor)
    visitor.post("/follow/", {"code": code})
    page = visitor.get("/follow/letter/").content.decode()
    assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


@pytest.mark.parametrize("typed", [{"kind": "x"}, {"kind": "\x00"}, {"other": "1"}])
def test_nonsense_is_answered_with_the_page(district: District, typed: dict[str, Any]) -> None:
    assert Client().post("/write/", typed).status_code == 422


def test_a_draft_is_dropped_by_hand_and_after_a_week(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk)
    assert visitor.cookies["letter"]["httponly"] and visitor.cookies["letter"]["samesite"] == "Lax"
    assert drafts.forget_old(NOON + dt.timedelta(days=6)) == 0
    assert drafts.forget_old(NOON + dt.timedelta(days=9)) == 1
    written(visitor, district.root.pk)
    put(visitor, "/write/drop/")
    assert not Draft.objects.exists() and "接着写" not in text(visitor.get("/write/"))


def test_a_draft_is_sealed_and_found_by_nobody_else(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk)
    draft = Draft.objects.get()
    assert TEXT.encode() not in bytes(draft.fields)
    stranger = Client()
    stranger.cookies["letter"] = "forged:token"
    assert stranger.get("/write/check/")["Location"] == "/write/"


# --- answered before ------------------------------------------------------------------------------


def test_questions_that_were_answered_are_shown_first(district: District) -> None:
    """J2: 这里有1个已经答复过的相似问题, and 都不是，接着写."""
    published(district, "退休以后党费按什么标准交？", "按离退休费计算，五千元以下交百分之零点五。")
    published(district, "小区电梯什么时候修？", "本月内修好。")
    visitor = Client()
    put(visitor, "/write/", kind="consultation")
    put(visitor, "/write/to/", office=district.root.pk)
    answer = put(visitor, "/write/text/", text="我去年退休了，党费现在按什么标准交，怎么算？")
    assert answer["Location"] == "/write/similar/"
    page = text(visitor.get("/write/similar/"))
    assert "1 个已经答复过的相似问题" in page and "百分之零点五" in page and "电梯" not in page
    assert put(visitor, "/write/text/", text="请问图书馆几点开门")["Location"] == "/write/about/"


def test_the_paper_form_can_be_printed(district: District) -> None:
    assert "来信用纸" in text(Client().get("/write/paper/"))


def test_a_channel_set_by_the_system_is_kept_too(district: District) -> None:
    from dangjian.kernel.evidence import SYSTEM

    channel = set_channel(district.root, name="纪委", phone="12388", now=NOON, by=SYSTEM)
    assert channel.set_by is None and str(channel) == "纪委"


def test_a_code_is_said_in_six_groups(district: District) -> None:
    visitor = Client()
    written(visitor, district.root.pk)
    [code] = sent(visitor)
    assert receipts.read(receipts.said(code)) == code
