"""Bytes of a file that claims to be text, to text: which encoding, and what it really is.

Order of trial: byte order mark, UTF-16 by its zero bytes, UTF-8, and then the encodings of Windows,
Mac, DOS and Japan, of which the letters tell the right one. A wrong guess would spoil names
silently, so doubt is an error that names a row.
"""

import codecs
import json
import re
from dataclasses import dataclass, replace

from app.data.accents import Doubts, doubts, word_at
from app.domain.errors import FileProblemError
from app.i18n import N_, _

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD_OFFICE = N_("an old Excel workbook, or one with a password")
_ZIP = N_("an Excel workbook or another packed file")
_MAGIC = (
    (b"PK\x03\x04", _ZIP),
    (b"PK\x05\x06", _ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"%PDF", N_("a PDF")),
    (b"\x89PNG", N_("a picture")),
    (b"\xff\xd8\xff", N_("a picture")),
    (b"GIF8", N_("a picture")),
    (b"SQLite format 3\0", N_("a database")),
    (b"\x1f\x8b", N_("a packed file")),
    (b"7z\xbc\xaf", N_("a packed file")),
    (b"Rar!\x1a", N_("a packed file")),
    (b"II*\0", N_("a picture")),
    (b"MM\0*", N_("a picture")),
    (b"{\\rtf", N_("a text document")),
    (b"MZ", N_("a program")),
    (b"\x7fELF", N_("a program")),
)
_HTML = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml|table)\b", re.IGNORECASE)
_PAGE = re.compile(
    r"\s*<(?:!doctype|html|head|meta|style|body|div|center|p|table|\?xml)\b", re.IGNORECASE
)
_JSON = re.compile(r"\s*(?:\{\s*\"|\[\s*[\[{])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_MOST_CONTROLS = 0.01
_OLD = (
    ("mac_roman", "mac-roman", N_("Mac")),
    ("cp850", "cp850", N_("DOS")),
    ("cp437", "cp437", N_("DOS")),
    ("cp932", "shift-jis", N_("Japanese")),
)
"""Python's name of an encoding before Unicode, ours, and what people call its text."""


@dataclass(frozen=True)
class Decoded:
    """Text of a file.

    Attributes:
        text: without invisible control characters.
        encoding: its name, such as "utf-8" or "windows-1252"; "" for text that was pasted.
        removed: how many control characters were taken out.
        kind: what people call text in this encoding, where it could not be known for sure.
        example: a word that shows whether it was read well.
        row: the line of that word, from 1; 0 for none.

    """

    text: str
    encoding: str
    removed: int = 0
    kind: str = ""
    example: str = ""
    row: int = 0


def is_page(text: str) -> bool:
    """Tell whether a text begins as a web page, or as XML."""
    return _PAGE.match(text) is not None


def kind_of_binary(data: bytes) -> str:
    """Return what the bytes are when they are no text at all ("a PDF"), else ""."""
    for magic, kind in _MAGIC:
        if data.startswith(magic) and not (magic == b"MZ" and b"\0" not in data[:512]):
            return _(kind)
    if data[4:8] == b"ftyp" or (data[:4] == b"RIFF" and data[8:12] in (b"WEBP", b"AVI ")):
        return _("a picture or a film")
    if _HTML.match(data[:512]):
        return _("a web page")
    return ""


def _is_json(text: str) -> bool:
    """Tell whether a text is data for programs, as many tools also export it."""
    if not _JSON.match(text):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def decode(data: bytes, name: str, *, page: bool = False) -> Decoded:
    """Return the text of ``data``; ``name`` is the file's name for messages.

    Raises:
        FileProblemError: for a binary file, a damaged one, or one in no known encoding; for a web
            page, unless it may be a ``page``.

    """
    kind = "" if page and _HTML.match(data[:512]) else kind_of_binary(data)
    if kind:
        raise no_table(name, kind)
    found = _decoded(data, name)
    text = found.text.removeprefix("\ufeff")
    clean = _CONTROLS.sub("", text)
    removed = len(text) - len(clean)
    if removed > max(8, _MOST_CONTROLS * len(text)):
        raise no_table(name, _("not text"))
    if _is_json(clean):
        raise no_table(name, _("data for programs (JSON)"))
    return replace(found, text=clean, removed=removed)


def no_table(name: str, kind: str) -> FileProblemError:
    """Return the error for a file that is something else than it claims."""
    return FileProblemError(
        _("“{name}” is not a table of text: it is {kind}.").format(name=name, kind=kind),
        safe=_("Nothing was imported."),
        remedy=_("Open it where it was made and save it as CSV (UTF-8) or as .xlsx."),
    )


def _decoded(data: bytes, name: str) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, name), encoding.removesuffix("-sig"))
    for encoding, share in _zero_bytes(data):
        if share:
            return Decoded(_strict(data, encoding, name), encoding)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        _refuse_damaged_utf8(data, error, name)
    return _before_unicode(data, name)


def _zero_bytes(data: bytes) -> tuple[tuple[str, bool], ...]:
    """Tell whether zero bytes stand mostly at odd places (little endian) or even ones (big)."""
    head = data[:4096]
    half = max(1, len(head) // 2)
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    return ("utf-16-le", odd > 0.4 and even < 0.1), ("utf-16-be", even > 0.4 and odd < 0.1)


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _unreadable(data, error.start, name) from error


def _refuse_damaged_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> None:
    """Refuse a file that is UTF-8 but for a few bytes: as Windows-1252 every accent would break."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    good = sum(ord(sign) > 0x7F for sign in text) - broken
    if good > broken:
        raise _unreadable(data, error.start, name) from error


def _before_unicode(data: bytes, name: str) -> Decoded:
    """Return the text of a file in one of the encodings that the letters themselves tell apart.

    Raises:
        FileProblemError: naming the line, where two readings are as good, or none is.

    """
    windows, place = "", 0
    try:
        windows = data.decode("cp1252")
        doubt = doubts(windows)
        place = doubt.first
        if doubt.none:
            return _told(windows, "windows-1252", _("Windows"), doubt)
    except UnicodeDecodeError as error:
        doubt, place = Doubts(0, 1, 0, error.start), error.start
    others = _other_readings(data)
    if windows and doubt.few and not others:
        return _told(windows, "windows-1252", _("Windows"), doubt)
    if len({reading.text for reading in others}) != 1 or (windows and doubt.few):
        raise _unreadable(data, place, name)
    return others[0]


def _other_readings(data: bytes) -> list[Decoded]:
    """Return the readings that nothing speaks against, the usual encodings before a guess."""
    found = []
    for codec, encoding, kind in _OLD:
        reading = _if_sound(data, codec, encoding, _(kind))
        found += [reading] if reading else []
    if not found:
        from charset_normalizer import from_bytes

        best = from_bytes(data[:200_000]).best()
        reading = _if_sound(data, best.encoding, best.encoding, best.encoding) if best else None
        found += [reading] if reading else []
    return found


def _if_sound(data: bytes, codec: str, encoding: str, kind: str) -> Decoded | None:
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError):
        return None
    doubt = doubts(text)
    return _told(text, encoding, kind, doubt) if doubt.none else None


def _told(text: str, encoding: str, kind: str, doubt: Doubts) -> Decoded:
    """Return a reading with a word by which a person sees whether it is right."""
    row = _row(text[: doubt.first].encode())
    return Decoded(text, encoding, kind=kind, example=word_at(text, doubt.first), row=row)


def _row(before: bytes) -> int:
    """Return the line behind ``before``, from 1, whatever ends the lines."""
    return before.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1


def _unreadable(data: bytes, place: int, name: str) -> FileProblemError:
    row = _row(data[:place])
    return FileProblemError(
        _("“{name}” has letters in line {row} that cannot be read.").format(name=name, row=row),
        safe=_("Nothing was imported."),
        remedy=_("Save it again as CSV (UTF-8), or as .xlsx, and choose that file."),
    )
