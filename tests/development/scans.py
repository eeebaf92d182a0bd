"""Files of cases, as tests send them."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path
from typing import Any

from PIL import Image

from dangjian.development.actions import scanning
from dangjian.development.models import Scan, StepTaken
from dangjian.kernel.evidence import SYSTEM
from tests.development.cases import LATER, moment


def picture(colour: str = "#204060") -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (30, 20), colour).save(held, "PNG")
    return held.getvalue()


def scanned(
    taken: StepTaken,
    content: bytes | None = None,
    name: str = "入党申请书第1页.png",
    paper: str = "",
    **more: Any,
) -> Scan:
    """A file beside the first paper of a step."""
    paper = paper or taken.papers.order_by("pk")[0].name
    with tempfile.NamedTemporaryFile() as file:
        file.write(picture() if content is None else content)
        file.flush()
        given: dict[str, Any] = {"now": moment(LATER), "by": SYSTEM}
        return scanning.attach(taken, paper, Path(file.name), name, **given | more)
