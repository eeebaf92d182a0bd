"""I12: appointments and removals by date; decided ones stay, only notices expire."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangjian.desk import rooms
from dangjian.flow.models import ToDo
from dangjian.kernel import clock
from dangjian.kernel.refusal import Missing, Refused, Stale
from dangjian.openness.actions import listing
from dangjian.openness.models import Finding, PersonnelEntry, Result, Turn
from dangjian.openness.queries import verifying
from dangjian.openness.rules import texts
from dangjian.registry.authority import Purpose
from tests.district import District
from tests.openness.disclosed import entered, let_through, line, listed
from tests.openness.notices import expired, objected, placed, posted, settled, viewer

pytestmark = pytest.mark.django_db


def corrected(district: District, entry: PersonnelEntry, said: object, reason: str) -> object:
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    return listing.correct(entry, said, reason=reason, now=clock.now(), by=by)  # type: ignore[arg-type]


def page_of(name: str, *args: object) -> str:
    answer = Client().get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def verdict(entry: PersonnelEntry) -> verifying.Verdict:
    placed()
    return verifying.verdict(verifying.subject_of(texts.code_of(entry.uid)))


def test_a_decided_appointment_is_listed_after_another_reviewed_it_and_stays(
    district: District, monkeypatch: pytest.MonkeyPatch
) -> None:
    """I12: by date, with its paper; a year later it is still there, and proved."""
    entry = entered(district)
    assert Client().get(reverse("personnel_entry", args=[entry.pk])).status_code == 404
    assert "沈知渔" not in page_of("personnel")
    todo = ToDo.objects.get(case=entry.case, closed_at__isnull=True)
    assert rooms.pages([todo.pk]) == {todo.pk: reverse("personnel_case", args=[entry.pk])}
    assert (todo.due_on, "沈知渔" in todo.note) == (dt.date(2026, 11, 26), False)
    entry = let_through(district, entry)
    listed(district, turn=Turn.REMOVED, name="许怀谷", decided_on=dt.date(2026, 11, 1))
    monkeypatch.setenv("DANGJIAN_CLOCK", "2027-12-01")
    page = page_of("personnel")
    first, second = page.index("沈知渔：任区财政局局长"), page.index("许怀谷：免去")
    assert first < second, "the newest decision first"
    assert "2026年11月20日" in page and "禾干任〔2026〕12号" in page
    assert verdict(entry).good and "核验" in page_of("personnel_entry", entry.pk)


def test_whoever_entered_a_line_or_is_named_in_it_does_not_let_it_through(
    district: District,
) -> None:
    """I12: two people; the database refuses what the rule refuses."""
    with pytest.raises(Refused, match="没有另一位"):
        entered(district, author="security_officer")
    own = entered(district, name="江渡云")
    by = viewer(district, "organizer").actor(Purpose.SECRECY, district.root.path)
    given = {"office": district.root, "seen": own.case.round, "now": clock.now(), "by": by}
    with pytest.raises(Refused, match="您录入的"):
        listing.let_through(own, **given)
    named = entered(district, name=district.people["security_officer"].name)
    with pytest.raises(Refused, match="写的是您本人"):
        let_through(district, named)
    rows = PersonnelEntry.objects.filter(pk=named.pk)
    with pytest.raises(IntegrityError, match="reviewed_by_other_eyes"), transaction.atomic():
        rows.update(reviewed_by=named.author)
    with pytest.raises(IntegrityError, match="listed_is_reviewed"), transaction.atomic():
        rows.update(state="listed")


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"decided_on": dt.date(2026, 11, 24)}, "还没有到"),
        ({"document": " "}, "请写任免文件的文号"),
        ({"name": ""}, "姓名还是空的"),
        ({"post": "局长，电话13800138000"}, "手机号"),
        ({"name": "沈知渔11010119840602123X"}, "身份证|好像有"),
        ({"document": "机密★1年"}, "密级标志"),
    ],
)
def test_what_a_line_must_not_say_is_refused(
    change: dict[str, object], sentence: str, district: District
) -> None:
    """I12: decided ones only; no number, telephone or home."""
    with pytest.raises(Refused, match=sentence):
        entered(district, **change)
    assert not PersonnelEntry.objects.exists()


def test_a_line_rests_on_a_closed_notice_that_names_the_person(district: District) -> None:
    """I12: the names stay sealed; what was entered is held against them. A notice that runs
    leads nowhere."""
    notice = posted(district)
    with pytest.raises(Refused, match="还没有结束"):
        entered(district, document="", notice=notice)
    notice = expired(notice)
    with pytest.raises(Refused, match="没有这个姓名"):
        entered(district, document="", notice=notice, name="江渡云")
    entry = listed(district, document="", notice=notice)
    assert notice.number in page_of("personnel_entry", entry.pk)
    with pytest.raises(Refused, match="已经录入过"):
        entered(district, document="", notice=notice)
    with pytest.raises(Refused, match="本单位的任前公示"):
        entered(district, at=district.east, document="", notice=notice)


def test_a_stopped_notice_leads_to_no_appointment(district: District) -> None:
    """I12, I7."""
    from dangjian.openness.actions import running
    from tests.openness.notices import round_of

    notice = posted(district)
    objection = objected(notice)
    notice = expired(notice)
    settled(district, objection, Finding.GRAVE)
    notice = running.conclude(
        notice,
        Result.STOPPED,
        words="不再进行。",
        office=district.root,
        seen=round_of(notice),
        now=clock.now(),
        by=viewer(district, "office").actor(Purpose.OBJECTIONS, district.root.path),
    )
    with pytest.raises(Refused, match="不再按公示的办理"):
        entered(district, document="", notice=notice)


def test_a_mistake_is_corrected_in_sight_and_both_lines_are_proved(district: District) -> None:
    """I12, T1: the wrong line stays, with the one in its place and the reason; once, not twice."""
    wrong = listed(district)
    with pytest.raises(Refused, match="写明为什么"):
        corrected(district, wrong, line(post="区财政局副局长"), " ")
    right = corrected(district, wrong, line(post="区财政局副局长"), "职务写错。")
    assert "副局长" not in page_of("personnel"), "not before it was reviewed"
    right = let_through(district, right)
    page = page_of("personnel")
    assert "沈知渔：任区财政局局长" in page and "沈知渔：任区财政局副局长" in page
    assert "已由RM-2026-0002更正。原因：职务写错。" in page
    assert "更正的是" in page_of("personnel_entry", right.pk)
    found = verdict(wrong)
    assert (found.good, [one.state for one in found.lines]) == (True, ["shown", "changed"])
    assert found.result == "已由RM-2026-0002更正。原因：职务写错。" and verdict(right).good
    with pytest.raises(Stale, match="已经更正过"):
        corrected(district, wrong, line(post="别的"), "又写错了。")
    void = let_through(district, corrected(district, right, None, "没有这项任命。"))
    assert (void.name, void.post) == ("", "")
    assert "已由RM-2026-0003作废。原因：没有这项任命。" in page_of("personnel")
    with pytest.raises(Stale, match="不能更正"):
        corrected(district, void, line(), "还是登上。")


def test_turned_down_it_is_never_public_and_may_be_entered_anew(district: District) -> None:
    """I12."""
    entry = entered(district)
    by = viewer(district, "security_officer").actor(Purpose.SECRECY, district.root.path)
    listing.turn_down(
        entry,
        words="文号和文件不一样。",
        office=district.root,
        seen=entry.case.round,
        now=clock.now(),
        by=by,
    )
    assert "沈知渔" not in page_of("personnel")
    with pytest.raises(Missing):
        verifying.subject_of(texts.code_of(entry.uid))
    assert listed(district).number == "RM-2026-0001"


def test_what_was_listed_is_changed_by_nobody_past_the_verbs(district: District) -> None:
    """T1."""
    entry = listed(district)
    for change in ("post = '别的'", "decided_on = decided_on - 1", "state = 'entered'"):
        with pytest.raises(Exception, match="stays as it was"), transaction.atomic():
            _sql(f"UPDATE openness_personnelentry SET {change} WHERE id = {entry.pk}")
    with pytest.raises(Exception, match="permission denied|not deleted"), transaction.atomic():
        _sql(f"DELETE FROM openness_personnelentry WHERE id = {entry.pk}")


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_the_list_goes_by_organization_and_costs_the_same_for_many(district: District) -> None:
    """I12: public list and desk, with corrections among them."""
    first = listed(district)
    listed(district, at=district.other_street, name="江渡云")
    let_through(district, corrected(district, first, line(post="副局长"), "职务写错。"))
    page = Client().get(reverse("personnel") + f"?at={district.other_street.pk}").content.decode()
    assert "江渡云" in page and "沈知渔" not in page
    assert Client().get(reverse("personnel") + "?at=；").status_code == 200
    desk = district.sign_in(Client(), "office")
    assert "已经登出" in desk.get(reverse("personnel_desk")).content.decode()
    few = [_queries(Client(), "personnel"), _queries(desk, "personnel_desk")]
    for n in range(8):
        entry = listed(district, name=f"成员{n}")
        let_through(district, corrected(district, entry, line(name=f"成员{n}乙"), "姓名写错。"))
    assert [_queries(Client(), "personnel"), _queries(desk, "personnel_desk")] == few


def _queries(client: Client, name: str) -> int:
    assert client.get(reverse(name)).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(reverse(name))
    return len(captured)


def test_entered_and_corrected_by_the_forms_alone(district: District) -> None:
    """I12: bad input is answered with a sentence, and nothing typed is lost."""
    client = district.sign_in(Client(), "clerk")
    address = f"{reverse('personnel_enter')}?organization={district.street.pk}"
    page = client.get(address).content.decode()
    fields = {
        "form_key": _key(page),
        "turn": "appointed",
        "name": "许怀谷",
        "post": "街道党工委书记",
    }
    answer = client.post(address, fields | {"decided_on": "2026-13-01"})
    assert answer.status_code == 422 and "街道党工委书记" in answer.content.decode()
    answer = client.post(address, fields | {"decided_on": "2026年11月20日", "document": "3号"})
    assert answer.status_code == 302
    entry = let_through(district, PersonnelEntry.objects.get())
    address = reverse("personnel_correct", args=[entry.pk])
    key = _key(client.get(address).content.decode())
    answer = client.post(address, {"form_key": key, "void": "on", "reason": "没有这项任命。"})
    assert answer.status_code == 302, answer.content.decode()
    assert PersonnelEntry.objects.get(corrects=entry).turn == Turn.VOID


def _key(page: str) -> str:
    return page.split('name="form_key" value="')[1].split('"')[0]
