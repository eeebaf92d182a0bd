"""An officer enters what came on paper, by telephone or in person (J3)."""

from __future__ import annotations

import datetime as dt

from django.test import Client

from dangjian.kernel.models import Leaf
from dangjian.voices.models import Letter, Referral
from dangjian.voices.queries.writers import writer_by_code
from tests.district import District
from tests.registry.forms_sent import text
from tests.voices.pages import do
from tests.voices.received import TEXT, brought
from tests.voices.test_writing_pages import ACCUSES, SECRET

ENTER = "/letters/enter/"


def fields(district: District, **given: object) -> dict[str, object]:
    return {
        "way": "visit",
        "kind": "petition",
        "received_on": "2026-11-20",
        "at": district.street.pk,
        "text": TEXT,
        "wish": "code",
        **given,
    }


def test_a_letter_on_paper_is_registered_from_the_day_it_came(district: District) -> None:
    """J3: by hand as online; the slip shows the code to hand out."""
    clerk = district.sign_in(Client(), "clerk")
    answer = do(clerk, ENTER, **fields(district, name="方禾", phone="15400001111"))
    assert answer["Location"] == f"{ENTER}slip/"
    letter = Letter.objects.get()
    assert (letter.way, letter.received_on) == ("visit", dt.date(2026, 11, 20))
    assert letter.entered_by == district.people["clerk"]
    page = clerk.get(f"{ENTER}slip/").content.decode()
    import re

    code = "".join(re.findall(r"\d{4}", re.findall(r'<b class="code">(.*?)</b>', page)[0]))
    assert writer_by_code(code).unseal("name") == "方禾"
    assert "最晚12月5日" in page
    other = district.sign_in(Client(), "organizer")
    assert other.get(f"{ENTER}slip/")["Location"] == ENTER


def test_a_first_look_shows_letters_like_it_and_stores_nothing(district: District) -> None:
    got = brought(district)
    clerk = district.sign_in(Client(), "clerk")
    page = do(clerk, ENTER, **fields(district, look="1", text=f"{TEXT}谢谢你们。"))
    assert page.status_code == 422 and got.letter.number in text(page)
    assert Letter.objects.count() == 1


def test_a_unit_that_is_named_does_not_get_it(district: District) -> None:
    clerk = district.sign_in(Client(), "clerk")
    page = do(clerk, ENTER, **fields(district, units="东篱街道"))
    assert page.status_code == 422 and "是不是：东篱街道党工委" in text(page)
    page = do(clerk, ENTER, **fields(district, units="东篱街道党工委"))
    assert page.status_code == 422 and "不能交给它办" in text(page)
    assert not Letter.objects.exists()
    office = district.sign_in(Client(), "office")
    answer = do(office, ENTER, **fields(district, units="东篱街道党工委", at=district.root.pk))
    assert answer.status_code == 302
    assert [bar.organization for bar in Letter.objects.get().case.bars.all()] == [district.street]


def test_an_accusation_on_paper_is_not_entered_only_noted(district: District) -> None:
    """J3: of it only day, way and the day its writer was told are kept."""
    clerk = district.sign_in(Client(), "clerk")
    page = do(clerk, ENTER, **fields(district, text=ACCUSES))
    assert page.status_code == 422 and "没有登记" in text(page) and not Referral.objects.exists()
    answer = do(clerk, ENTER, **fields(district, text=ACCUSES, refer="1"))
    assert answer["Location"] == f"{ENTER}referred/"
    assert not Letter.objects.exists()
    row = Referral.objects.get()
    assert (row.received_on, row.way) == (dt.date(2026, 11, 20), "visit")
    assert "包工头" not in Leaf.objects.filter(verb="refer").get().body
    assert do(clerk, ENTER, **fields(district, text=ACCUSES, other="1")).status_code == 302
    assert Letter.objects.count() == 1


def test_a_secrecy_mark_on_paper_stays_out(district: District) -> None:
    clerk = district.sign_in(Client(), "clerk")
    page = do(clerk, ENTER, **fields(district, text=SECRET, other="1"))
    assert page.status_code == 422 and not Letter.objects.exists()


def test_a_day_to_come_and_a_missing_number_are_told(district: District) -> None:
    clerk = district.sign_in(Client(), "clerk")
    page = do(clerk, ENTER, **fields(district, received_on="2026-12-24"))
    assert page.status_code == 422 and "还没有到" in text(page)
    page = do(clerk, ENTER, **fields(district, wish="phone"))
    assert page.status_code == 422 and "请记下号码" in text(page)
