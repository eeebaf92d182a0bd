"""Takes out of one file what acts or tells more than its pages, in a confined process.

A file in which there is nothing of the kind stays as it is, byte for byte: its signature too.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from typing import Any

_PIECE = 3 * 2**20
_PIXELS = 60_000_000
_DEEPEST = 60

# ISO 32000-2, 12.6.4: actions that run a program, send something or open another file.
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToR", "/GoToE", "/Hide"}
_ACTIONS |= {"/Rendition", "/Movie", "/Sound", "/RichMediaExecute", "/Trans", "/SetOCGState"}
# 12.5.6: marks on a page that hold a file, or play one.
_MARKS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_LEADS = ("http://", "https://", "mailto:", "tel:")
SCRIPTS, FILES, ABOUT, LEADS = "scripts", "files", "about", "leads"
# What a dictionary loses wherever it stands, and what that was.
_KEYS = {
    "/AA": SCRIPTS,
    "/JS": SCRIPTS,
    "/JavaScript": SCRIPTS,
    "/XFA": SCRIPTS,
    "/EmbeddedFiles": FILES,
    "/EF": FILES,
    "/AF": FILES,
    "/Metadata": ABOUT,
    "/PieceInfo": ABOUT,
}


class Stop(Exception):
    """why: a word the parent knows."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def work(data: bytes, sort: str) -> Iterator[dict[str, Any]]:
    """What was taken out, then the file in pieces; no piece where nothing was."""
    removed, clean = {"pdf": pdf, "image": image}[sort](data)
    yield {"removed": sorted(removed)}
    if removed:
        for start in range(0, len(clean), _PIECE):
            yield {"piece": base64.b64encode(clean[start : start + _PIECE]).decode()}


def pdf(data: bytes) -> tuple[set[str], bytes]:
    import pikepdf

    try:
        document = pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Stop("locked") from error
    except (pikepdf.PdfError, ValueError) as error:
        raise Stop("damaged") from error
    removed: set[str] = set()
    if isinstance(document.Root.get("/OpenAction"), pikepdf.Dictionary):
        _lose(document.Root, "/OpenAction", SCRIPTS, removed)
    if "/Info" in document.trailer:
        _lose(document.trailer, "/Info", ABOUT, removed)
    for one in document.objects:
        _walk(one, removed, 0)
    if not removed:
        return removed, data
    out = io.BytesIO()
    # The same file gives the same bytes: who sends it twice has sent one file.
    document.save(out, deterministic_id=True, encryption=False)
    return removed, out.getvalue()


def _walk(one: Any, removed: set[str], deep: int) -> None:
    """An object and what stands directly in it; the others come by themselves."""
    import pikepdf

    if deep > _DEEPEST:
        raise Stop("damaged")
    if isinstance(one, pikepdf.Array):
        inside: list[Any] = list(one)
    elif isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
        _disarm(one, removed)
        inside = [one.get(key) for key in list(one.keys())]
    else:
        return
    for value in inside:
        if isinstance(value, pikepdf.Object) and not value.is_indirect:
            _walk(value, removed, deep + 1)


def _disarm(one: Any, removed: set[str]) -> None:
    for key, what in _KEYS.items():
        if key in one:
            _lose(one, key, what, removed)
    kind = str(one.get("/S", ""))
    if kind in _ACTIONS or (kind == "/URI" and not _harmless(one)):
        _empty(one, LEADS if kind == "/URI" else SCRIPTS, removed)
    elif "/Rect" in one and str(one.get("/Subtype", "")) in _MARKS:
        _empty(one, FILES, removed)


def _harmless(action: Any) -> bool:
    return str(action.get("/URI", "")).strip().lower().startswith(_LEADS)


def _lose(one: Any, key: str, what: str, removed: set[str]) -> None:
    del one[key]
    removed.add(what)


def _empty(one: Any, what: str, removed: set[str]) -> None:
    """Nothing of it stays but its place, if it has one: what points here points to nothing."""
    for key in list(one.keys()):
        if key not in ("/Rect", "/Length"):
            del one[key]
    removed.add(what)


def image(data: bytes) -> tuple[set[str], bytes]:
    """Without where and when it was taken, and by what; upright, as it was shown before."""
    import PIL.Image
    from PIL import ImageOps

    PIL.Image.MAX_IMAGE_PIXELS = _PIXELS
    try:
        file = PIL.Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "TIFF"))
        if file.width * file.height > _PIXELS:
            raise Stop("large")
        if not _tells(file):
            file.load()
            return set(), data
        frames = []
        for number in range(getattr(file, "n_frames", 1)):
            file.seek(number)
            if file.width * file.height > _PIXELS:
                raise Stop("large")
            frames.append(_bare(ImageOps.exif_transpose(file.copy())))
    except PIL.Image.DecompressionBombError as error:
        raise Stop("large") from error
    except (OSError, ValueError, SyntaxError, EOFError) as error:
        raise Stop("damaged") from error
    out = io.BytesIO()
    ways: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 95, "subsampling": 0},
        "PNG": {"optimize": True},
        "TIFF": {
            "compression": "tiff_adobe_deflate",
            "save_all": True,
            "append_images": frames[1:],
        },
    }
    keep = ways[str(file.format)]
    if "icc_profile" in file.info:
        keep["icc_profile"] = file.info["icc_profile"]
    frames[0].save(out, file.format, **keep)
    return {ABOUT}, out.getvalue()


def _tells(file: Any) -> bool:
    """Whether there is more in a picture than the picture: EXIF, XMP, comments, text chunks."""
    if file.format == "TIFF":
        # The maker, the program, the day, the person; where EXIF and the place stand.
        telling = {270, 271, 272, 305, 306, 315, 316, 700, 33432, 33723, 34377, 34665, 34853}
        return bool(telling & set(file.tag_v2))
    known = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi", "gamma", "srgb"}
    known |= {"icc_profile", "progressive", "progression", "transparency", "aspect", "interlace"}
    known |= {"adobe", "adobe_transform", "chromaticity"}
    return bool(set(file.info) - known)


def _bare(image: Any) -> Any:
    """The same points in a new picture, which knows nothing else."""
    import PIL.Image

    bare = PIL.Image.frombytes(image.mode, image.size, image.tobytes())
    if image.mode == "P":
        bare.putpalette(image.getpalette())
    return bare
