"""With a virus scanner beside us nothing is handed out before it answered, and nothing is lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from dangjian.kernel.files import scanner
from dangjian.kernel.refusal import Refused
from dangjian.library import store
from dangjian.library.jobs import scan_again
from dangjian.library.models import Reach, State, Upload
from dangjian.membership.actions import corrections
from dangjian.membership.models import CorrectionRequest
from tests.district import District
from tests.jobs import run_waiting_jobs
from tests.kernel.files import clamd
from tests.library import files
from tests.library.keeping import entered, send
from tests.membership.corrected import PNG, asked
from tests.membership.errands import who

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any) -> Iterator[str]:
    """Where the scanner will listen; the folder's path is short enough for a socket."""
    with tempfile.TemporaryDirectory() as folder:
        settings.CLAMD = f"{folder}/clamd.sock"
        yield folder


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"harmless", None), (clamd.HARM, scanner.Harmful), (b"TOO-LARGE", scanner.Unanswered)],
)
def test_the_scanner_lets_through_what_it_knows_to_be_harmless(
    place: str, data: bytes, says: type[Refused] | None
) -> None:
    with clamd.running(Path(place)):
        if says is None:
            scanner.check(data)
        else:
            with pytest.raises(says):
                scanner.check(data)


def test_a_paper_waits_for_the_scanner_and_comes_down_after_it_answered(
    place: str, client: Client
) -> None:
    """Fails closed: while the scanner is away nobody gets the file, and it is not lost."""
    document = files.with_a_file("plan", "plan.txt", files.WORDS.encode())
    address = f"/library/{document.pk}/file/"
    run_waiting_jobs()
    document.attachment.refresh_from_db()
    assert document.attachment.state == State.WAITING and "病毒检查" in document.attachment.note
    answer = client.get(address)
    assert answer.status_code == 409 and "等病毒检查" in answer.content.decode()
    with clamd.running(Path(place)):
        assert scan_again(0) == 1
        assert scan_again(0) == 0, "asked for once"
        assert run_waiting_jobs() == ["library.read_file"]
    assert client.get(address).status_code == 200


def test_what_the_scanner_knows_as_harmful_is_gone(place: str, client: Client) -> None:
    with clamd.running(Path(place)):
        document = files.with_a_file("plan", "plan.txt", files.WORDS.encode() + clamd.HARM)
        run_waiting_jobs()
    document.attachment.refresh_from_db()
    assert document.attachment.state == State.SILENT and "有害" in document.attachment.note
    assert not store.path_of(document.attachment.digest).exists()
    assert client.get(f"/library/{document.pk}/file/").status_code == 404


def test_a_keepers_file_is_not_sent_on_to_review_before_the_scanner_answered(
    place: str, district: District
) -> None:
    document = entered(district, file=("plan.docx", files.word())).document
    run_waiting_jobs()
    upload = Upload.objects.get()
    assert upload.state == Reach.WAITING and "病毒检查" in upload.note
    with pytest.raises(Refused):
        send(district, document)
    with clamd.running(Path(place)):
        scan_again(0)
        run_waiting_jobs()
    assert Upload.objects.get().state == Reach.READ
    send(district, document)


def test_a_proof_is_opened_only_with_the_scanners_leave(
    place: str, district: District, tmp_path: Path
) -> None:
    """K3: it is kept meanwhile, sealed; the member need not send it again."""
    file = tmp_path / "upload"
    file.write_bytes(PNG)
    request = CorrectionRequest.objects.get(pk=asked(district.people["member"], file=file).pk)
    by = who(district, "secretary").myself()
    with pytest.raises(scanner.Unanswered):
        corrections.open_proof(request, by=by)
    with clamd.running(Path(place)):
        assert corrections.open_proof(request, by=by) == PNG
