"""The library is kept by people: entered, signed by others, found, corrected, withdrawn."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from dangjian.kernel import clock, idempotency
from dangjian.kernel.models import Leaf
from dangjian.kernel.refusal import Refused, Stale
from dangjian.library.actions import bring_in, entering, shelving
from dangjian.library.models import Attachment, Clearance, Document, Draft, Licence
from dangjian.library.queries.holdings import content_of, latest_draft
from dangjian.library.rules import entering as rules
from dangjian.registry.authority import Purpose
from dangjian.registry.models import Role
from tests.district import District, give, invented_number
from tests.jobs import run_waiting_jobs
from tests.library import files
from tests.library.keeping import (
    WORDS,
    admitted,
    content,
    entered,
    send,
    sent_file,
    shelved,
    sign,
    viewer,
)
from tests.search.shelves import NOW, codes, put, text

pytestmark = pytest.mark.django_db


def keeper(district: District, purpose: Purpose = Purpose.WRITE) -> Any:
    role = "organizer" if purpose is Purpose.WRITE else "clerk"
    return viewer(district, role).actor(purpose, district.street.path)


def test_what_anybody_may_read_stands_on_the_shelf_after_three_others_signed_it(
    district: District, client: Client
) -> None:
    """I3, I2: review, secrecy review and final review by three people, none of them the author."""
    document = entered(district).document
    assert client.get(f"/library/{document.pk}/").status_code == 404
    assert WORDS not in client.get("/library/").content.decode()
    admission = send(district, document)
    for role in ("clerk", "security_officer"):
        admission = sign(district, admission, role)
        assert codes("渡口防汛") == []
    sign(district, admission, "leader")
    assert codes("渡口防汛") == [document.code]
    page = client.get(f"/library/{document.pk}/").content.decode()
    assert WORDS in page and "由系统管理员用命令" not in page
    record = page.split("上架记录")[1].split("</section>")[0]
    assert [record.count(f"<span>{one} · ") for one in ("审校", "保密审查", "终审")] == [1, 1, 1]
    assert not any(person.name in record for person in district.people.values())
    verbs = Leaf.objects.filter(subject_uid=document.uid).values_list("verb", flat=True)
    assert sorted(verbs) == ["enter_document", "shelve"]


def test_a_folder_for_review_is_public_only_when_three_signed_and_then_no_folder_changes_it(
    district: District, client: Client
) -> None:
    """I3, I2: nothing public has fewer signatures than its shelf demands (decision 0015)."""
    old = text("old", "渡口防汛的老办法。", "渡口防汛")
    by = viewer(district, "organizer").actor(Purpose.WRITE, district.street.path)
    bring_in([old], for_review=True, now=NOW, by=by)
    document = Document.objects.get(code="old")
    assert (codes("渡口防汛"), client.get(f"/library/{document.pk}/").status_code) == ([], 404)
    Document.objects.filter(pk=document.pk).update(office=district.street)  # they keep it now
    entering.correct(document, content(), None, keep_file=False, seen=0, now=NOW, by=by)
    assert codes("渡口防汛") == []
    admitted(district, document)
    assert codes("渡口防汛") == ["old"]
    (told,) = put(text("old", "没有人签过的话。", "渡口防汛"))
    assert told.verdict == "refused" and "签过" in told.sentence
    document.refresh_from_db()
    assert document.body == WORDS


def test_the_database_lets_nothing_unsigned_before_everybody(district: District) -> None:
    """I2: past every verb: what people keep and what they signed; the folder demands nothing."""
    entered_only, signed = entered(district).document, shelved(district)
    inner = shelved(district, clearance=Clearance.MEMBERS)
    put(text("dues", "党费按月交。"))
    for document, change in (
        (entered_only, {"shelving": "shelved"}),
        (signed, {"body": "没有人签过的话。"}),
        (signed, {"digest": "0" * 64}),
        (inner, {"clearance": "public"}),
    ):
        with pytest.raises(IntegrityError, match="lacks a signature"), transaction.atomic():
            Document.objects.filter(pk=document.pk).update(**change)
    assert Document.objects.filter(code="dues").update(body="党费按季交。") == 1


def test_what_is_for_those_signed_in_needs_one_other_person(
    district: District, client: Client
) -> None:
    document = shelved(district, clearance=Clearance.MEMBERS)
    assert client.get(f"/library/{document.pk}/").status_code == 404
    member = district.sign_in(Client(), "member")
    assert WORDS in member.get(f"/library/{document.pk}/").content.decode()
    assert document.admissions.get().case.steps.count() == 2


def test_whoever_wrote_it_or_signed_it_does_not_sign(district: District) -> None:
    """I2: other eyes every time."""
    document = entered(district, role="clerk").document
    by_clerk = viewer(district, "clerk").actor(Purpose.WRITE, district.street.path)
    admission = send(district, document, by=by_clerk)
    assert admission.case.todos.get().for_organization == district.root  # nobody else in the street
    clerk = district.sign_in(Client(), "clerk")
    assert clerk.get(f"/shelving/reviews/{admission.pk}/sign/").status_code == 409
    give(district.people["leader"], Role.OFFICE, district.root)
    admission = sign(district, admission, "leader")
    with pytest.raises(Refused, match="没有另一位可以做终审"):
        sign(district, admission, "security_officer")


def test_readers_see_the_old_text_until_the_correction_is_signed_and_every_draft_stays(
    district: District, client: Client
) -> None:
    document = shelved(district)
    first = latest_draft(document)
    assert first is not None
    corrected = content(body="渡口防汛，先看风向。")
    change = {"keep_file": True, "now": clock.now(), "by": keeper(district)}
    entering.correct(document, corrected, None, seen=first.pk, **change)
    with pytest.raises(Stale, match="别的同志已经保存"):
        entering.correct(document, corrected, None, seen=first.pk, **change)
    assert WORDS in client.get(f"/library/{document.pk}/").content.decode()
    admission = send(district, document)
    with pytest.raises(Refused, match="正在审"):
        entering.correct(
            document, corrected, None, seen=latest_draft(document).pk, **change
        )  # fmt: skip
    for role in ("clerk", "security_officer", "leader"):
        admission = sign(district, admission, role)
    assert "先看风向" in client.get(f"/library/{document.pk}/").content.decode()
    organizer = district.sign_in(Client(), "organizer")
    assert WORDS in organizer.get(
        f"/shelving/{document.pk}/drafts/{first.pk}/"
    ).content.decode()  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        Draft.objects.filter(pk=first.pk).update(title="改写历史")


def test_withdrawn_it_is_out_of_the_search_at_once_and_its_address_says_why(
    district: District, client: Client
) -> None:
    """I3"""
    document = shelved(district)
    by = keeper(district, Purpose.COLUMNS)
    with pytest.raises(Refused, match="为什么撤下"):
        shelving.withdraw(document, reason=" ", now=clock.now(), by=by)
    shelving.withdraw(document, reason="许可到期", now=clock.now(), by=by)
    assert codes("渡口防汛") == []
    gone = client.get(f"/library/{document.pk}/")
    assert (gone.status_code, "许可到期" in gone.content.decode()) == (410, True)
    assert client.get(f"/library/{document.pk}/file/").status_code == 404
    assert document.title not in client.get("/library/").content.decode()
    with pytest.raises(Stale):
        shelving.withdraw(document, reason="再撤一次", now=clock.now(), by=by)
    shelving.bring_back(document, by=by)
    assert codes("渡口防汛") == [document.code]
    assert client.get(f"/library/{document.pk}/").status_code == 200


def test_what_a_folder_brought_past_the_signatures_says_so_on_its_page(client: Client) -> None:
    """I2: nothing public hides how it came to stand there."""
    put(text("dues", "另一种写法。"))
    document = Document.objects.get()
    page = client.get(f"/library/{document.pk}/").content.decode()
    assert "由系统管理员用命令整批放入" in page and "审校 · " not in page
    leaf = Leaf.objects.filter(subject_uid=document.uid, verb="bring_in").get()
    assert document.digest in leaf.body and document.digest[:16] in page


def test_the_folder_does_not_bring_back_what_people_withdrew(district: District) -> None:
    put(text("dues", "党费按月交。", "党费"))
    document = Document.objects.get()
    office = viewer(district, "office").actor(Purpose.COLUMNS, district.root.path)
    shelving.withdraw(document, reason="有误", now=clock.now(), by=office)
    [told] = bring_in([text("dues", "党费按季交。", "党费")], now=NOW, by=office)
    assert (told.verdict, "已经撤下" in told.sentence) == ("refused", True)
    assert codes("党费") == []


BAD = {
    "请写标题": {"title": " "},
    "要有正文": {"body": ""},
    "密级标志": {"body": "机密★5年 一份方案"},
    "标题里有密级标志": {"title": "机密★5年 方案"},
    "网页程序": {"body": "请看<script>alert(1)</script>。"},
    "谁、什么时候许可": {"licence": Licence.LICENSED},
    "要写出处": {"licence": Licence.LINK, "body": ""},
    "不能放正文": {"licence": Licence.LINK, "source": "https://example.org/a"},
    "https": {"source": "ftp://example.org/a"},
}


@pytest.mark.parametrize("says", BAD)
def test_what_may_not_stand_here_is_refused_with_a_sentence_and_not_kept(
    district: District, says: str
) -> None:
    """I4: own or licensed texts only, otherwise title and link; secrecy marks stop everything."""
    with pytest.raises(Refused, match=says):
        entered(district, **BAD[says])
    assert not Document.objects.exists()


def test_title_and_link_stand_in_the_library_without_a_text(
    district: District, client: Client
) -> None:
    """I4"""
    document = shelved(
        district, licence=Licence.LINK, body="", source="https://example.org/book"
    )  # fmt: skip
    shown = client.get(f"/library/{document.pk}/").content.decode()
    assert "这里只放标题" in shown
    assert 'href="https://example.org/book"' in shown


def test_a_number_in_a_text_is_hidden_or_explained_before_it_is_sent_in(
    district: District,
) -> None:
    number = invented_number(NOW.date().replace(year=1980), "1", 3)
    document = entered(district, body=f"联系人身份证号{number}，请核对。").document
    with pytest.raises(Refused, match="正文有身份证号"):
        send(district, document)
    last = latest_draft(document)
    assert last is not None
    hidden = entering.hide_numbers(document, seen=last.pk, now=clock.now(), by=keeper(district))
    assert number not in hidden.body
    assert send(district, document).reason == ""
    office = entered(district, body="办公电话 0571-87654321。").document
    assert send(district, office, reason="本来就对外公布的办公电话").reason


def test_a_file_stands_on_the_shelf_with_its_words_and_is_replaced_by_the_next_admission(
    district: District, client: Client, tmp_path: Path
) -> None:
    """H6"""
    document = entered(district, body="", file=("plan.docx", files.word())).document
    with pytest.raises(Refused, match="还在读"):
        send(district, document)
    assert run_waiting_jobs() == ["library.read_upload"]
    admitted(district, document)
    assert codes("竹篙") == [document.code]
    assert client.get(f"/library/{document.pk}/file/").status_code == 200
    last = latest_draft(document)
    assert last is not None
    entering.correct(
        document,
        content(body=""),
        sent_file(tmp_path, "new.txt", "换了新的芦席".encode()),
        keep_file=True,
        seen=last.pk,
        now=clock.now(),
        by=keeper(district),
    )
    run_waiting_jobs()
    assert (codes("竹篙"), codes("芦席")) == ([document.code], [])
    admitted(district, document)
    assert (codes("竹篙"), codes("芦席")) == ([], [document.code])
    assert document.uploads.count() == 2  # the earlier one stays with its keepers
    last = latest_draft(document)
    assert last is not None
    entering.correct(
        document, content(), None,
        keep_file=False, seen=last.pk, now=clock.now(), by=keeper(district),
    )  # fmt: skip
    admitted(district, document)
    assert not Attachment.objects.exists()
    assert codes("芦席") == []


def typed(client: Client, **given: Any) -> dict[str, Any]:
    return {
        "form_key": idempotency.issue(int(client.session["_auth_user_id"])),
        "title": "渡口防汛手册",
        "kind": "record",
        "issued_on": "2026-05-06",
        "issuer": "东篱街道党工委",
        "licence": "own",
        "clearance": "public",
        "body": WORDS,
    } | given


FILES = {
    "打不开": ("a.pdf", b"%PDF-1.7\nnothing of the kind"),
    "只收": ("a.pdf", b"MZ\x90\0\3 a program"),
    "空的": ("a.pdf", b""),
    "密级标志": ("机密★5年.txt", "方案".encode()),
}


@pytest.mark.parametrize("says", FILES)
def test_a_file_that_is_not_what_it_says_is_answered_with_a_sentence(
    district: District, says: str
) -> None:
    organizer = district.sign_in(Client(), "organizer")
    name, data = FILES[says]
    answer = organizer.post(
        "/shelving/enter/", typed(organizer, file=SimpleUploadedFile(name, data))
    )  # fmt: skip
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert says in shown
    assert WORDS in shown  # nothing typed is lost
    assert not Document.objects.exists()


def test_an_upload_beyond_the_cap_is_cut_off_with_a_sentence_and_nothing_is_kept(
    district: District,
) -> None:
    """A 300 MB file: refused by what it says of itself, before a byte is kept."""
    organizer = district.sign_in(Client(), "organizer")
    answer = organizer.generic(
        "POST",
        "/shelving/enter/",
        b"--x",
        "multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(300 * 2**20),
    )
    assert answer.status_code == 413
    assert "太大" in answer.content.decode()
    assert not Document.objects.exists()


def test_pages_and_lists_cost_the_same_queries_for_few_and_many(district: District) -> None:
    organizer = district.sign_in(Client(), "organizer")

    def cost(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert organizer.get(address).status_code == 200
        return len(queries)

    document = entered(district).document
    pages = ["/shelving/", "/shelving/?kind=record&stands=entered", f"/shelving/{document.pk}/"]
    organizer.get(pages[0])
    few = [cost(one) for one in pages]
    for n in range(40):
        entered(district, title=f"第{n}份手册")
    assert [cost(one) for one in pages] == few
    assert organizer.get("/shelving/?stands=proof").content.decode().count("份手册") == 0
    assert organizer.get("/shelving/?stands=nothing").status_code == 400


def test_another_streets_keepers_see_nothing_of_it(district: District) -> None:
    document = entered(district, office=district.other_street, role="office").document
    organizer = district.sign_in(Client(), "organizer")
    assert document.title not in organizer.get("/shelving/").content.decode()
    assert organizer.get(f"/shelving/{document.pk}/").status_code == 404
    assert organizer.post(f"/shelving/{document.pk}/edit/", typed(organizer)).status_code == 404


@given(
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=60),
)
def test_the_digest_tells_any_two_drafts_apart_and_masking_leaves_nothing_to_find(
    one: str, other: str
) -> None:
    first, second = content(title=one), content(title=other)
    same = rules.digest_of(first, "") == rules.digest_of(second, "")
    assert same == (one == other)
    assert rules.numbers_in(rules.words_of(rules.masked(content(body=one + other)))) == []
    again = content_of(Draft(**{name: getattr(first, name) for name in rules.NAMES}))
    assert again == first
