"""The officer's pages: what stands on them, what it costs, and what somebody else does not see."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.flow import actions as flow
from dangjian.flow.actions import editions
from dangjian.flow.models import Bar, Procedure
from dangjian.flow.rules import Office
from dangjian.kernel.evidence import SYSTEM
from dangjian.kernel.models import Leaf
from dangjian.registry.actions import posts
from dangjian.registry.authority import Purpose, viewer_of
from dangjian.registry.models import PostTitle
from dangjian.voices.actions import registering, reviewing, writing
from dangjian.voices.models import Category, Letter
from dangjian.voices.queries import service
from dangjian.voices.reading.likeness import signature
from dangjian.voices.recording.drafts import Draft
from dangjian.voices.rules import PETITION, TABLES, Part
from tests.district import TODAY, District, register
from tests.registry.forms_sent import text
from tests.voices.letters import NOON, TEXT, dealt_with, hand, petition, registered
from tests.voices.received import answered, brought


@pytest.fixture
def desk(district: District, client: Client) -> Client:
    return district.sign_in(client, "office")


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_a_list_of_letters_costs_the_same_for_three_and_for_thirty(
    district: District, desk: Client
) -> None:
    """G2: whatever the office has to do."""
    for _ in range(3):
        petition(district)
    desk.get("/letters/")
    few = queries_of(desk, "/letters/?show=all")
    for _ in range(27):
        petition(district)
    assert queries_of(desk, "/letters/?show=all") == few


def test_a_letter_costs_the_same_with_a_long_history(district: District, desk: Client) -> None:
    letter = registered(district)
    address = f"/letters/{letter.pk}/"
    desk.get(address)
    before = queries_of(desk, address)
    for number in range(20):
        by = hand(district, "office", Part.REGISTRAR)
        registering.ask_writer(letter, text=f"请补充第{number}项", hand=by)
    assert queries_of(desk, address) == before


def test_numbers_in_a_letter_are_hidden_until_somebody_says_why(
    district: District, desk: Client
) -> None:
    """J3, L9: opened with a reason, which stands on the page for everybody who has the letter."""
    from dangjian.voices.actions.receiving import NewWriter, receive
    from dangjian.voices.models import Kind

    letter = receive(
        TEXT + "电话15412345678。", kind=Kind.PETITION, at=district.root,
        writers=[NewWriter(name="方禾", phone="15412345678")], now=NOON, by=SYSTEM,
    ).letter  # fmt: skip
    page = desk.get(f"/letters/{letter.pk}/").content.decode()
    assert "15412345678" not in page and "方＊" in page and "手机号已隐去" in page
    address = f"/letters/{letter.pk}/in-full/"
    form = desk.get(address)
    assert "15412345678" not in form.content.decode()
    assert desk.post(address, key(form) | {"reason": " "}).status_code == 422
    told = desk.post(address, key(desk.get(address)) | {"reason": "要打电话约时间看现场"})
    assert "15412345678" in told.content.decode()
    assert "（原文）" in desk.get(f"/letters/{letter.pk}/").content.decode()


def test_a_step_that_is_no_longer_open_says_so(district: District, desk: Client) -> None:
    """G3: two officers have the same page before them; the slower one reads a sentence."""
    letter = registered(district)
    address = f"/letters/{letter.pk}/step/accept/"
    form = desk.get(address)
    registering.pass_on(letter, to=district.street, hand=hand(district, "office", Part.REGISTRAR))
    slow = desk.post(address, key(form) | {"seen": "2"})
    assert slow.status_code == 409 and "刚刚已经办了下一步" in slow.content.decode()
    assert desk.get(f"/letters/{letter.pk}/step/nonsense/").status_code == 404


def test_two_letters_on_one_matter_in_other_words_are_joined_by_number(
    district: District, desk: Client
) -> None:
    """J3: a person decides; a letter that is not his to see is as good as none."""
    first, other = registered(district), registered(district)
    Letter.objects.filter(pk=first.pk).update(shingles=signature("三号楼的电梯停了半个月。"))
    address = f"/letters/{other.pk}/step/merge/"
    asked = desk.get(address)
    other.case.refresh_from_db()
    for given, said in (
        ({}, "请选一封，或者写一封的编号"),
        ({"number": "2026-999999"}, "没有找到这个编号"),
    ):
        told = desk.post(address, key(asked) | {"seen": other.case.round} | given)
        assert told.status_code == 422 and said in told.content.decode()
    hidden = petition(district)
    Bar.objects.create(case=hidden.case, person=district.people["office"], at=NOON)
    given = {"seen": other.case.round, "number": hidden.number}
    assert "没有找到" in desk.post(address, key(asked) | given).content.decode()
    given["number"] = first.number
    assert desk.post(address, key(asked) | given).status_code == 302
    other.refresh_from_db()
    assert (other.leading_id, other.state) == (first.pk, "merged")


def test_an_office_sees_who_has_its_letter_urges_him_and_takes_back_what_it_asked(
    district: District, desk: Client
) -> None:
    """G3: a receipt is stamped by opening, once; several are asked side by side, each with his own
    receipt; one is taken back with a reason; whoever has it is urged once a day, by those above."""
    letter = registered(district)
    by = hand(district, "office", Part.REGISTRAR)
    registering.pass_on(letter, to=district.street, hand=by)
    page, step = f"/letters/{letter.pk}/", f"/letters/{letter.pk}/step/{{}}/"
    assert "还没有打开" in desk.get(page).content.decode()
    clerk = district.sign_in(Client(), "clerk")
    own = clerk.get(page).content.decode()
    assert "等您办" in own and "催办" not in own
    [todo] = letter.case.todos.filter(closed_at__isnull=True)
    assert todo.received_by == district.people["clerk"]
    clerk.get(page)
    assert Leaf.objects.filter(subject_uid=todo.uid, verb="receive").count() == 1
    assert "收到" in desk.get(page).content.decode()

    def takes(who: Client, name: str, **values: object) -> HttpResponse:
        form = who.get(step.format(name))
        round_ = Letter.objects.get(pk=letter.pk).case.round
        return who.post(step.format(name), key(form) | {"seen": round_} | values)

    assert takes(desk, "urge", todo=todo.pk).status_code == 302
    again = takes(desk, "urge", todo=todo.pk)
    assert again.status_code == 422 and "24小时内已经催办过" in again.content.decode()
    assert takes(clerk, "accept").status_code == 302
    leads = {"title": PostTitle.SECRETARY, "on": TODAY, "today": TODAY, "by": SYSTEM}
    posts.appoint(district.west, register(district.west, "西支书"), **leads)
    places = [district.east.pk, district.west.pk]
    asked = takes(clerk, "share", to=places, task="join", what="请到现场看一看")
    assert asked.status_code == 302, asked.content.decode()
    east, west = letter.case.todos.filter(task="join").order_by("for_organization")
    secretary = district.sign_in(Client(), "secretary")
    report = reverse("letter_share", args=[letter.pk, east.pk])
    assert f'btn-primary" href="{report}">报回结果' in secretary.get(page).content.decode()
    own = clerk.get(page).content.decode()
    assert "报回结果" not in own and f'href="{report}">代东篱社区第一党支部报回' in own
    east.refresh_from_db()
    west.refresh_from_db()
    assert east.received_at and not west.received_at
    assert takes(clerk, "drop_share", todo=west.pk, words=" ").status_code == 422
    assert takes(clerk, "drop_share", todo=west.pk, words="不在他们那里").status_code == 302
    told = clerk.get(page).content.decode()
    assert "不在他们那里" in told and "请到现场看一看" in told
    west.refresh_from_db()
    assert west.outcome == "withdrawn"


def test_a_review_is_written_and_signed_by_what_it_is_about(
    district: District, desk: Client
) -> None:
    """J3 (35): whoever reviews reads why it was asked for and what was answered; whoever signs
    reads the review itself, not the answer it is about."""
    got = brought(district)
    answered(district, got.letter)
    page = f"/letters/{got.letter.pk}/"
    desk.get(page)
    writing.ask_review(got.letter.writers.get(), "只换了一半。", now=NOON, by=SYSTEM)
    before = text(desk.get(page)).partition("下一步：")[0]
    assert "来信人为什么不服只换了一半。" in before and "灯已经换好，请您看看。" in before
    letter = Letter.objects.get()
    given = Draft("责成街道全部换完。", "修灯", "还有一半没换", "《条例》第三十五条", public=True)
    reviewing.draft_review(letter, given, hand=hand(district, "office", Part.REVIEWER))
    leader = district.sign_in(Client(), "leader")
    [signed] = re.findall('letter-draft.*?</div>', leader.get(page).content.decode(), re.DOTALL)
    assert "责成街道全部换完。" in signed and "灯已经换好" not in signed


def test_the_days_of_a_hearing_do_not_count(district: District, desk: Client) -> None:
    """J3 (36): only in the re-review, only by whoever has it; afterwards the days go on."""
    letter = petition(district)
    for move, part in (
        ("register", Part.REGISTRAR), ("accept", Part.REGISTRAR), ("draft", Part.HANDLER),
        ("sign", Part.LEADER), ("ask_review", Part.CITIZEN), ("draft_review", Part.REVIEWER),
        ("sign_review", Part.REVIEW_LEADER), ("ask_recheck", Part.CITIZEN),
    ):  # fmt: skip
        assert desk.get(f"/letters/{letter.pk}/step/hearing/").status_code == 409
        flow.advance(
            letter, PETITION, move, part=part, now=NOON, by=SYSTEM, words="理由",
            to=[Office(district.root, Purpose.LETTERS)], office=district.root,
        )  # fmt: skip
    for step, said, due in (
        ("hearing", "复核的期限暂停计算", False),
        ("hearing_over", "离规定复核还有", True),
    ):
        address = f"/letters/{letter.pk}/step/{step}/"
        seen = {"seen": letter.case.round, "reason": "11月24日听证"}
        assert desk.post(address, key(desk.get(address)) | seen).status_code == 302
        assert said in desk.get(f"/letters/{letter.pk}/").content.decode()
        assert bool(letter.case.terms.get(clock="recheck").due_on) == due


def test_an_edition_names_who_registers_and_which_paper_has_to_be_there(
    district: District, desk: Client
) -> None:
    """G1: what an office sets holds for the cases that begin afterwards, and only for them."""
    before = petition(district)
    procedure = Procedure.objects.get(key="petition")
    by = viewer_of(district.accounts["office"], TODAY).myself()
    draft = editions.draft_edition(procedure, TABLES, by=by)
    editions.set_recipient(draft, PETITION, Part.REGISTRAR, organization=district.street, by=by)
    editions.set_paper(draft, PETITION, "accept", title="来信人身份证明", by=by)
    editions.publish(
        draft, TABLES, note="由街道登记", now=NOON, path=district.root.path, by=by
    )
    after = petition(district)
    places = [letter.case.todos.get().for_organization for letter in (before, after)]
    assert places == [district.root, district.street]
    registering.register(
        after, category=Category.APPEAL, matter="照明", hand=hand(district, "clerk", Part.REGISTRAR)
    )
    address = f"/letters/{after.pk}/step/accept/"
    form = desk.get(address)
    assert "材料齐了：来信人身份证明" in form.content.decode()
    assert desk.post(address, key(form) | {"seen": "2"}).status_code == 422
    done = desk.post(address, key(desk.get(address)) | {"seen": "2", "paper0": "on"})
    assert done.status_code == 302
    assert Letter.objects.get(pk=after.pk).state == "handling"


def test_what_an_edition_calls_a_step_stands_on_every_page_of_its_letters(
    district: District, desk: Client
) -> None:
    """G1: on the button, on the step's own page, in the list and in the picture, which shows where
    the letter is; a letter that began before keeps the words it began with.
    """
    before = petition(district)
    by = viewer_of(district.accounts["office"], TODAY).myself()
    draft = editions.draft_edition(Procedure.objects.get(key="petition"), TABLES, by=by)
    for name, says in (("accept", "决定受理"), ("handling", "正在查办"), ("draft", "拟写答复")):
        editions.set_word(draft, PETITION, name, says=says, by=by)
    editions.publish(draft, TABLES, note="换个说法", now=NOON, path=district.root.path, by=by)
    after = registered(district)

    page = desk.get(f"/letters/{after.pk}/").content.decode()
    assert "下一步：决定受理" in page and "现在是“待登记”" in page
    assert "<h1>决定受理</h1>" in desk.get(f"/letters/{after.pk}/step/accept/").content.decode()
    registering.accept(after, hand=hand(district, "office", Part.REGISTRAR))
    page = desk.get(f"/letters/{after.pk}/").content.decode()
    assert "下一步：拟写答复" in page and "现在是“正在查办”" in page
    assert "正在查办" in desk.get("/letters/").content.decode()

    by_hand = hand(district, "office", Part.REGISTRAR)
    registering.register(before, category=Category.APPEAL, matter="照明", hand=by_hand)
    page = desk.get(f"/letters/{before.pk}/").content.decode()
    assert "决定受理" not in page and "正在查办" not in page


def test_service_times_show_no_cell_of_fewer_than_five(district: District, client: Client) -> None:
    """X14: by office and kind, in the order of the tree; small counts stay hidden."""
    from tests.voices.received import answered

    for _ in range(4):
        answered(district, dealt_with(district, district.street))
    [line] = service.times(2026, TODAY).lines
    assert (line.office, line.count, line.median) == (district.street.short_name, None, None)
    answered(district, dealt_with(district, district.street))
    [line] = service.times(2026, TODAY).lines
    assert (line.count, line.median, line.late) == (5, 0.0, 0)
    page = client.get("/service-times/?year=2026").content.decode()
    assert district.street.short_name in page and "不排名" in page
    assert client.get("/service-times/?year=1999").status_code == 400


def key(response: object) -> dict[str, str]:
    """The form key of a page that was opened."""
    import re

    text = response.content.decode()  # type: ignore[attr-defined]
    return {"form_key": re.findall(r'name="form_key" value="([^"]+)"', text)[0]}
