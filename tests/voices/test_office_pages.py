"""The officer's pages: what stands on them, what it costs, and what somebody else does not see."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dangjian.flow.actions import editions
from dangjian.flow.models import Procedure
from dangjian.kernel.evidence import SYSTEM
from dangjian.registry.authority import viewer_of
from dangjian.voices.actions import registering
from dangjian.voices.models import Category, Letter
from dangjian.voices.queries import service
from dangjian.voices.rules import PETITION, TABLES, Part
from tests.district import TODAY, District
from tests.voices.letters import NOON, TEXT, dealt_with, hand, petition, registered


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
