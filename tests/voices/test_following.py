"""Who wrote a letter follows it by its code, and does what he may still do (J1, J3, X30)."""

from __future__ import annotations

import datetime as dt
import re
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.flow import actions as flow
from dangjian.kernel import receipts
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.voices.actions import writing
from dangjian.voices.actions.receiving import NewWriter
from dangjian.voices.models import (
    Kind,
    Letter,
    Message,
    Notice,
    NoticeKind,
    Rating,
    Verdict,
    Writer,
)
from dangjian.voices.queries.office import in_full
from dangjian.voices.queries.writers import followed, writer_by_code
from dangjian.voices.rules import Part, table_of
from dangjian.voices.rules.parts import handler_of
from dangjian.voices.views import following
from tests.district import TODAY, District
from tests.registry.forms_sent import text
from tests.voices.pages import do, entered
from tests.voices.received import NOON, TEXT, answered, brought, published

VISITOR = following.VISITOR


def only(code: str) -> Writer:
    return writer_by_code(code)


def test_one_line_says_who_has_it_why_and_until_which_day(district: District) -> None:
    """X30, at every step of a petition; no officer is named."""
    got = brought(district)
    visitor = Client()
    page = entered(visitor, got.codes[0])
    assert "东篱街道党工委收到了您的来信，正在登记，看该由哪里办。最晚12月8日" in text(page)
    letter = got.letter
    flow.advance(letter, table_of(letter), "accept", part=Part.REGISTRAR, now=NOON, by=SYSTEM,
                 to=[handler_of(district.street)], office=district.street)  # fmt: skip
    page = text(visitor.get("/follow/letter/"))
    assert "东篱街道党工委正在办理。最晚2027年1月22日给您处理意见" in page
    assert "受理，开始办理" in page and "周望禾" not in page
    answered(district, letter)
    page = text(visitor.get("/follow/letter/"))
    assert "东篱街道党工委已经答复您。" in page and "12月23日以前可以请求复查" in page
    assert "灯已经换好" in page and "许长庚" not in page
    assert "灯已经换好" not in text(visitor.get("/follow/letter/sheet/"))


def test_a_wrong_code_is_told_apart_from_an_unknown_one(district: District) -> None:
    brought(district)
    visitor = Client()
    for typed, status, said in (
        ("1234 5678", 422, "您填的是8位"),
        ("1234" * 6, 422, "有一位不对"),
        (receipts.draw(), 404, "没有这个受理码"),
    ):
        page = visitor.post("/follow/", {"code": typed})
        assert (page.status_code, said in text(page)) == (status, True)
    assert visitor.get("/follow/letter/")["Location"] == "/follow/"


def test_codes_cannot_be_tried_without_end(district: District) -> None:
    visitor = Client()
    statuses = [visitor.post("/follow/", {"code": receipts.draw()}).status_code for _ in range(13)]
    assert statuses[0] == 404 and statuses[-1] == 429
    elsewhere = Client(REMOTE_ADDR="10.9.8.7")
    assert elsewhere.post("/follow/", {"code": receipts.draw()}).status_code == 404


def test_a_code_stands_in_no_address_and_opens_for_half_an_hour(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    got = brought(district)
    visitor = Client()
    answer = visitor.post("/follow/", {"code": receipts.said(got.codes[0])})
    assert answer["Location"] == "/follow/letter/"
    later = time.time() + following.OPEN_FOR + 1
    with monkeypatch.context() as patch:
        patch.setattr(following.time, "time", lambda: later)
        assert visitor.get("/follow/letter/")["Location"] == "/follow/"
    assert visitor.get("/follow/letter/").status_code == 200
    visitor.post("/follow/leave/")
    assert visitor.get("/follow/letter/")["Location"] == "/follow/"


def test_something_is_added_while_it_is_dealt_with(district: District) -> None:
    got = brought(district)
    visitor = Client()
    entered(visitor, got.codes[0])
    assert do(visitor, "/follow/letter/add/", text="昨天又摔了一位老人。").status_code == 302
    assert "昨天又摔了一位老人" in text(visitor.get("/follow/letter/"))
    assert Message.objects.get().by is None
    page = do(visitor, "/follow/letter/add/", text="密级：机密")
    assert page.status_code == 422 and "没有保存" in text(page)
    answered(district, Letter.objects.get(pk=got.letter.pk))
    assert visitor.get("/follow/letter/add/").status_code == 409


def test_an_accusation_is_not_added_either(district: District) -> None:
    got = brought(district)
    visitor = Client()
    entered(visitor, got.codes[0])
    accuses = "社区书记收了包工头两万元现金，我要举报。"
    page = do(visitor, "/follow/letter/add/", text=accuses)
    assert page.status_code == 422 and "12388" in text(page) and not Message.objects.exists()
    assert do(visitor, "/follow/letter/add/", text=accuses, other="1").status_code == 302


def test_an_answer_is_rated_once(district: District) -> None:
    """J1."""
    got = brought(district, kind=Kind.MAILBOX)
    answered(district, got.letter)
    visitor = Client()
    entered(visitor, got.codes[0])
    assert do(visitor, "/follow/letter/rate/", verdict="content").status_code == 302
    assert Rating.objects.get().verdict == Verdict.CONTENT
    assert visitor.get("/follow/letter/rate/").status_code == 409
    with pytest.raises(Refused, match="已经评价过"):
        writing.rate(only(got.codes[0]), Verdict.NOT, now=NOON, by=VISITOR)


def test_who_is_not_content_has_it_done_once_more_and_only_once(district: District) -> None:
    """J1: 再办一次."""
    got = brought(district, kind=Kind.MAILBOX)
    answered(district, got.letter)
    visitor = Client()
    entered(visitor, got.codes[0])
    answer = do(visitor, "/follow/letter/rate/", verdict="not", words="没有修好")
    assert answer["Location"] == "/follow/letter/ask/"
    assert do(visitor, "/follow/letter/ask/", words="灯还是不亮。").status_code == 302
    letter = Letter.objects.get()
    assert (letter.state, letter.again) == ("handling", 1)
    answered(district, letter, "这次真的修好了。")
    assert "不满意，请再办一次" not in text(visitor.get("/follow/letter/"))
    assert visitor.get("/follow/letter/ask/").status_code == 409
    assert do(visitor, "/follow/letter/rate/", verdict="content").status_code == 302
    with pytest.raises(Refused, match="再办过一次"):
        writing.again(only(got.codes[0]), "还要", now=NOON, by=VISITOR)


def test_a_petitioner_asks_for_a_review_within_thirty_days(district: District) -> None:
    """J3, Art. 35: the office above reviews; the clause and the last day are shown."""
    got = brought(district)
    answered(district, got.letter)
    visitor = Client()
    entered(visitor, got.codes[0])
    page = text(visitor.get("/follow/letter/ask/"))
    assert "请求复查" in page and "12月23日" in page and "第三十五条" in page
    with pytest.raises(Refused, match="第三十五条"):
        writing.ask_review(only(got.codes[0]), "不服", now=NOON + dt.timedelta(days=31), by=VISITOR)
    assert do(visitor, "/follow/letter/ask/", words="没有回答我的请求。").status_code == 302
    letter = Letter.objects.get()
    assert (letter.state, letter.organization) == ("review_asked", district.root)
    assert "禾丰区委正在复查。最晚12月23日给您复查意见" in text(visitor.get("/follow/letter/"))


def test_one_more_representative_joins_later_with_a_code_of_his_own(district: District) -> None:
    """J3: five at most; neither sees what the other left, and the code is shown once."""
    got = brought(district, writers=[NewWriter(name="方禾", phone="0340-5550001")] * 4)
    visitor = Client()
    entered(visitor, got.codes[0])
    assert "再加一位代表" in text(visitor.get("/follow/letter/"))
    unreached = do(visitor, "/follow/letter/join/", wish="sms", name="秦书岚")
    assert unreached.status_code == 422 and "请留一个号码" in text(unreached)
    answer = do(visitor, "/follow/letter/join/", wish="sms", name="秦书岚", phone="15400000001")
    assert answer["Location"] == "/follow/letter/joined/"
    slip = text(visitor.get("/follow/letter/joined/"))
    [code] = re.findall(r"(?:\d{4}\s+){5}\d{4}", slip)
    page = text(visitor.get("/follow/letter/"))
    assert "秦书岚" not in page and "再加一位代表" not in page
    assert visitor.get("/follow/letter/join/").status_code == 409
    other = Client()
    entered(other, code)
    page = text(other.get("/follow/letter/"))
    assert "正在登记" in page and "方禾" not in page and "5550001" not in page
    assert other.get("/follow/letter/joined/")["Location"] == "/follow/letter/"


def test_no_office_reviews_itself_whoever_stands_above_the_platform_is_named(
    district: District,
) -> None:
    """J3, Art. 35: the district answered; its superior is not here, and the writer is told so."""
    got = brought(district, at=district.root)
    answered(district, got.letter)
    visitor = Client()
    entered(visitor, got.codes[0])
    page = text(visitor.get("/follow/letter/"))
    assert "禾丰区委的上一级不在本平台。不服的，请在2026年12月23日以前" in page
    assert "请求复查" in page and 'href="/follow/letter/ask/"' not in page
    assert visitor.get("/follow/letter/ask/").status_code == 409
    with pytest.raises(Refused, match="上一级不在本平台.*第三十五条"):
        writing.ask_review(only(got.codes[0]), "不服", now=NOON, by=VISITOR)


def test_a_letter_is_taken_back_by_its_only_writer(district: District) -> None:
    got = brought(district)
    visitor = Client()
    entered(visitor, got.codes[0])
    assert do(visitor, "/follow/letter/withdraw/").status_code == 302
    assert "您已经撤回这封信" in text(visitor.get("/follow/letter/"))


def test_one_of_several_takes_back_for_himself_and_the_last_one_for_all(
    district: District,
) -> None:
    """J3: the others' letter goes on; he follows it, is called no more and has no more say."""
    joint = brought(district, writers=[NewWriter(name="方禾", phone="15400001111"), NewWriter()])
    visitor = Client()
    entered(visitor, joint.codes[0])
    assert "退出联名" in text(visitor.get("/follow/letter/"))
    assert "信照常替其他人办理" in text(visitor.get("/follow/letter/withdraw/"))
    assert do(visitor, "/follow/letter/withdraw/").status_code == 302
    page = text(visitor.get("/follow/letter/"))
    assert "您已经退出这封信" in page and "补充情况" not in page
    letter = Letter.objects.get(pk=joint.letter.pk)
    assert letter.state == joint.letter.state and letter.case.closed_at is None
    assert "15400001111" not in in_full(letter).values()
    assert Leaf.objects.filter(verb="leave", subject_uid=letter.uid).count() == 1
    first = only(joint.codes[0])
    for act in (writing.add, writing.again, writing.ask_review):
        with pytest.raises(Stale, match="已经退出"):
            act(first, "还有一句", now=NOON, by=VISITOR)
    with pytest.raises(Stale, match="已经退出"):
        writing.withdraw(first, now=NOON, by=VISITOR)
    assert followed(only(joint.codes[1]), TODAY).alone
    assert writing.withdraw(only(joint.codes[1]), now=NOON, by=VISITOR).state == "withdrawn"
    assert "来信人撤回" in text(visitor.get("/follow/letter/"))


def test_who_left_makes_room_for_another_representative(district: District) -> None:
    """Art. 20: five at most stand behind a letter, not five in all its time."""
    full = brought(district, writers=[NewWriter() for _ in range(5)])
    with pytest.raises(Refused, match="第二十条"):
        writing.join(full.letter, NewWriter(), now=NOON, by=SYSTEM)
    writing.withdraw(only(full.codes[0]), now=NOON, by=VISITOR)
    assert writing.join(full.letter, NewWriter(), now=NOON, by=SYSTEM)


def test_one_more_representative_joins_and_a_sixth_does_not(district: District) -> None:
    """Art. 20; and nobody joins what is closed."""
    got = brought(district)
    for n in range(4):
        code = writing.join(got.letter, NewWriter(name=f"代表{n}"), now=NOON, by=SYSTEM)
        assert only(code).letter == got.letter
    with pytest.raises(Refused, match="第二十条"):
        writing.join(got.letter, NewWriter(), now=NOON, by=SYSTEM)
    other = brought(district)
    writing.withdraw(only(other.codes[0]), now=NOON, by=VISITOR)
    with pytest.raises(Stale):
        writing.join(other.letter, NewWriter(), now=NOON, by=SYSTEM)


def test_of_letters_that_were_joined_each_writer_follows_the_matter_and_sees_only_his_own(
    district: District,
) -> None:
    """J3: merged by matter; what he adds reaches who deals with it, and no other writer."""
    leading = brought(district, "三期楼道灯坏了，我叫方禾。")
    mine = brought(district, TEXT)
    flow.advance(mine.letter, table_of(mine.letter), "merge", part=Part.REGISTRAR, now=NOON,
                 by=SYSTEM, office=district.street)  # fmt: skip
    mine.letter.leading = leading.letter
    mine.letter.save(update_fields=["leading"])
    secret = Message(letter=leading.letter, writer=only(leading.codes[0]), at=NOON)
    secret.seal("text", "我家在三号楼")
    secret.save()
    notice = Notice(letter=leading.letter, kind=NoticeKind.ACCEPTED, number="信告1号",
                    office=district.street, given_on=TODAY,
                    by=district.people["clerk"])  # fmt: skip
    notice.seal("body", "您于某日提出的事项")
    notice.save()
    writing.add(only(mine.codes[0]), "我也是这件事。", now=NOON, by=VISITOR)
    answered(district, leading.letter)
    told = followed(only(mine.codes[0]), TODAY)
    assert told.letter == mine.letter and told.case_letter == leading.letter
    assert [one.text for one in told.messages] == ["我也是这件事。"]
    assert told.notices == [] and told.text == TEXT
    assert [one.text for one in told.answers] == ["灯已经换好，请您看看。"]
    assert [one.text for one in followed(only(leading.codes[0]), TODAY).messages] == [
        "我家在三号楼"
    ]
    writing.rate(only(mine.codes[0]), Verdict.MOSTLY, now=NOON, by=VISITOR)
    assert not followed(only(leading.codes[0]), TODAY).alone


def test_a_member_finds_the_letters_he_wrote_signed_in(district: District) -> None:
    """J1, with an account: no code; nobody else's."""
    account = district.accounts["member"]
    got = brought(district, writers=[NewWriter(account=account)])
    other = brought(district)
    member = district.sign_in(Client(), "member")
    assert "待登记" in text(member.get("/my-letters/"))
    assert member.get(f"/my-letters/{got.letter.pk}/")["Location"] == "/follow/letter/"
    assert TEXT in text(member.get("/follow/letter/"))
    assert member.get(f"/my-letters/{other.letter.pk}/").status_code == 404
    do(member, "/follow/letter/add/", text="补充一句")
    leaf = Leaf.objects.filter(verb="add").latest("pk")
    assert leaf.actor_person == district.people["member"].uid


# --- the office -----------------------------------------------------------------------------------


def test_a_caller_s_letter_is_found_by_the_spoken_code(district: District) -> None:
    """X30: one screen; on record, and the writer sees which office asked."""
    got = brought(district, writers=[NewWriter(name="方禾", phone="15400001111")])
    clerk = district.sign_in(Client(), "clerk")
    answer = do(clerk, "/letters/by-code/", code=receipts.said(got.codes[0]))
    page = text(clerk.get(answer["Location"]))
    assert "东篱街道党工委收到了您的来信" in page
    assert "方禾" not in page and "15400001111" not in page and TEXT not in page
    visitor = Client()
    assert "谁看过" in text(entered(visitor, got.codes[0]))
    looks = followed(only(got.codes[0]), TODAY).looks
    assert [look.office for look in looks] == ["东篱街道党工委"]


def test_a_code_opens_nothing_to_an_office_that_must_not_see_it(district: District) -> None:
    got = brought(district, at=district.root, barred=[(district.street, "来信反映的就是它")])
    leaves = Leaf.objects.count()
    clerk = district.sign_in(Client(), "clerk")
    answer = do(clerk, "/letters/by-code/", code=got.codes[0])
    assert answer.status_code == 404 and "不由您那里办" in text(answer)
    assert clerk.get(f"/letters/{got.letter.pk}/call/").status_code == 404
    assert Leaf.objects.count() == leaves


# --- what everybody may read ----------------------------------------------------------------------


def test_published_answers_are_found_by_words_and_by_what_they_are_about(
    district: District,
) -> None:
    """J2: 来信怎么办的."""
    published(district, "退休以后党费按什么标准交？", "五千元以下交百分之零点五。")
    published(district, "三期楼道的灯坏了，什么时候修？", "已经修好。")
    brought(district, "这封没有公开，也说到党费。")
    visitor = Client()
    every = text(visitor.get("/answers/"))
    assert "退休以后党费" in every and "楼道的灯" in every and "没有公开" not in every
    found = text(visitor.get("/answers/?q=党费"))
    assert "找到 1 条" in found and "退休以后" in found and "楼道" not in found
    near = text(visitor.get("/answers/?q=我退休了，党费怎么交才对？"))
    assert "意思相近的有 1 条" in near and "退休以后" in near
    assert "没有找到" in text(visitor.get("/answers/?q=龙舟比赛"))
    pk = Letter.objects.filter(public_text__contains="楼道").get().pk
    assert "已经修好" in text(visitor.get(f"/answers/{pk}/"))
    assert (
        visitor.get(f"/answers/{Letter.objects.filter(public_text='').get().pk}/").status_code
        == 404
    )
    assert "三期楼道的灯坏了" in text(visitor.get("/"))


def test_only_public_fields_leave_the_public_list() -> None:
    from dangjian.kernel.secrecy import SecrecyClass, class_of
    from dangjian.voices.queries import published as queries

    assert {class_of(Letter, name) for name in queries.FIELDS} == {SecrecyClass.PUBLIC}


def test_lists_cost_the_same_queries_for_a_few_letters_and_for_many(district: District) -> None:
    member = district.sign_in(Client(), "member")
    account = district.accounts["member"]

    def costs() -> list[int]:
        counted = []
        for client, path in (
            (Client(), "/answers/"),
            (Client(), "/answers/?q=楼道"),
            (Client(), "/answers/?q=我家楼道里的灯不亮了怎么办"),
            (member, "/my-letters/"),
        ):
            client.get(path)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(path).status_code == 200
            counted.append(len(queries))
        return counted

    def more(count: int) -> None:
        for n in range(count):
            published(district, f"第{n}号楼道的灯坏了。", "已经修好。", account=account)

    more(3)
    few = costs()
    more(19)
    assert costs() == few
    assert few[:3] == [2, 2, 3]
