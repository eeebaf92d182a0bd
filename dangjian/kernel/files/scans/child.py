"""Looks at one scan, shows or reads its pages, in a confined process (`kernel.files.confined`)."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

_PAGES = 3_000
_PIXELS = 60_000_000
_READ_SIDE, _SHOWN_SIDE = 2400, 1600  # the longer side of a page as it is read, as it is shown
_FEW = 4  # characters below which a page counts as one without words: a page number alone is none


class Stop(Exception):
    """why: a word the parent knows."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def work(data: bytes, act: str, sort: str, wanted: str) -> Iterator[dict[str, Any]]:
    """act: look, picture or read; sort: pdf or image; wanted: the pages ("3,4"), or "" for all."""
    file = (Pdf if sort == "pdf" else Image)(data)
    numbers = [int(one) for one in wanted.split(",") if one] or range(1, file.count + 1)
    yield from ACTS[act](file, numbers)


class Pdf:
    """Pages of a PDF; some may have words in them."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        try:
            self.document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise Stop("locked" if "assword" in str(error) else "damaged") from error
        self.count = len(self.document)
        if self.count > _PAGES:
            raise Stop("large")
        if not self.count:
            raise Stop("damaged")

    def words(self, number: int) -> str:
        """The words that stand in a page itself."""
        page = self.document[number - 1]
        words = page.get_textpage()
        text = words.get_text_bounded()
        words.close()
        page.close()
        return text if len("".join(text.split())) >= _FEW else ""

    def blank(self, number: int) -> bool:
        """Whether there is no picture on a page: then there is nothing to recognise."""
        import pypdfium2.raw as raw

        page = self.document[number - 1]
        kinds = {one.type for one in page.get_objects(max_depth=4)}
        page.close()
        return not kinds & {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM}

    def drawn(self, number: int, side: int) -> Any:
        """A page as a picture, its longer side so many pixels."""
        page = self.document[number - 1]
        scale = min(side / max(*page.get_size(), 1.0), 8.0)
        image = page.render(scale=scale).to_pil().convert("RGB")
        page.close()
        return image


class Image:
    """Frames of a picture; none has words in it."""

    def __init__(self, data: bytes) -> None:
        import PIL.Image

        PIL.Image.MAX_IMAGE_PIXELS = _PIXELS
        try:
            self.file = PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
            self.count = min(getattr(self.file, "n_frames", 1), _PAGES + 1)
            if self.count > _PAGES or self.file.width * self.file.height > _PIXELS:
                raise Stop("large")
            self.file.load()
        except PIL.Image.DecompressionBombError as error:
            raise Stop("large") from error
        except (OSError, ValueError, SyntaxError, EOFError) as error:
            raise Stop("damaged") from error

    def words(self, number: int) -> str:
        return ""

    def blank(self, number: int) -> bool:
        return False

    def drawn(self, number: int, side: int) -> Any:
        from PIL import ImageOps

        self.file.seek(number - 1)
        if self.file.width * self.file.height > _PIXELS:
            raise Stop("large")
        image = ImageOps.exif_transpose(self.file.copy()).convert("RGB")
        image.thumbnail((side, side))
        return image


def look(file: Any, numbers: Any) -> Iterator[dict[str, Any]]:
    """How many pages there are, and how many of them are only a picture."""
    bare = sum(1 for number in numbers if not file.words(number) and not file.blank(number))
    yield {"pages": file.count, "bare": bare}


def picture(file: Any, numbers: Any) -> Iterator[dict[str, Any]]:
    """Pages as JPEG."""
    for number in numbers:
        out = io.BytesIO()
        file.drawn(number, _SHOWN_SIDE).save(out, "JPEG", quality=72, optimize=True)
        yield {"page": number, "jpeg": base64.b64encode(out.getvalue()).decode()}


def read(file: Any, numbers: Any) -> Iterator[dict[str, Any]]:
    """The words of pages, one after the other. A page that cannot be read says why.

    `begun` before each page: if we are killed at it, the parent knows at which.
    """
    engine = None
    for number in numbers:
        yield {"begun": number}
        try:
            text, machine = file.words(number), False
            if not text and not file.blank(number):
                engine = engine or recogniser()
                text, machine = recognised(engine, file.drawn(number, _READ_SIDE)), True
        except ImportError:
            yield {"page": number, "trouble": "missing"}
        except MemoryError:
            yield {"page": number, "trouble": "large"}
        except Exception:  # noqa: BLE001 - one bad page does not spoil the others
            yield {"page": number, "trouble": "damaged"}
        else:
            yield {"page": number, "text": text, "machine": machine}


def recogniser() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def recognised(engine: Any, image: Any) -> str:
    """The lines on a picture from the top down; pieces at one height belong to one line."""
    import numpy

    found = engine(numpy.asarray(image)[:, :, ::-1])
    if found.txts is None:
        return ""
    pieces = []
    for box, text in zip(found.boxes, found.txts, strict=True):
        left = min(point[0] for point in box)
        middle = sum(point[1] for point in box) / len(box)
        height = max(point[1] for point in box) - min(point[1] for point in box)
        pieces.append((float(middle), float(left), float(height), str(text)))
    return lines(pieces)


def lines(pieces: list[tuple[float, float, float, str]]) -> str:
    """pieces: (middle, left, height, text), in the order of the reader, which stays."""
    rows: list[list[tuple[float, float, float, str]]] = []
    for piece in pieces:
        last = rows[-1][-1] if rows else None
        near = last and abs(piece[0] - last[0]) < 0.5 * min(piece[2], last[2])
        if last and near and piece[1] > last[1]:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return "\n".join(" ".join(piece[3] for piece in row) for row in rows)


ACTS = {"look": look, "picture": picture, "read": read}
