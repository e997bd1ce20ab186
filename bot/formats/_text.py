"""A file's bytes as text: its encoding found, and whatever is no text refused with a reason."""

import codecs
import re
from dataclasses import dataclass

from bot.model.errors import FileRefused

SIZE = 50 * 1024 * 1024
_SAMPLE = 64 * 1024
_PIECE = 1024 * 1024

# The longer mark first: UTF-32's begins as UTF-16's does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_INSIDE_SPREADSHEETS = (b"xl/", b"opendocument.spreadsheet", b"Index/Document.iwa")
_OTHERS = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"\x1f\x8b", b"{\\rtf", b"\x7fELF")
# A page, a feed, a list of objects, a card: text, but no table.
_OTHER_TEXTS = re.compile(r"\s*(<[!?a-z]|\{|\[\s*[\[{]|begin:v)", re.IGNORECASE)
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
_CONTROLS_IN_TEXT = 0.005


@dataclass(frozen=True, slots=True)
class Text:
    """Bytes of which it is sure that they decode; `encoding` is a codec's name."""

    content: bytes
    encoding: str


def text_of(content: bytes) -> Text:
    """Raises FileRefused: empty, too_large, spreadsheet, not_csv, encoding."""
    if len(content) > SIZE:
        raise FileRefused(reason="too_large")
    if not content.strip(b"\x00 \t\r\n"):
        raise FileRefused(reason="empty")
    _refuse_other_formats(content)
    found = Text(content, _encoding(content))
    _refuse_other_texts(found)
    return found


def _refuse_other_formats(content: bytes) -> None:
    if content.startswith(_OLD_EXCEL):
        raise FileRefused(reason="spreadsheet")
    if content.startswith(_ZIP):
        ends = content[:_SAMPLE] + content[-_SAMPLE:]
        inside = any(name in ends for name in _INSIDE_SPREADSHEETS)
        raise FileRefused(reason="spreadsheet" if inside else "not_csv")
    if content.startswith(_OTHERS) and not content[:_SAMPLE].isascii():
        raise FileRefused(reason="not_csv")


def _encoding(content: bytes) -> str:
    """A byte order mark, then strict UTF-8, then UTF-16 without a mark, then what Windows writes in the West."""
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _sure(content, name)
    if _decodes(content, "utf-8") and content.count(0, 0, _SAMPLE) * 8 < len(content[:_SAMPLE]):
        return "utf-8"
    if (wide := _wide(content)) is not None:
        return _sure(content, wide)
    return _sure(content, "cp1252")


def _sure(content: bytes, encoding: str) -> str:
    if _decodes(content, encoding):
        return encoding
    sample = content[:_SAMPLE]
    controls = sum(sample.count(code) for code in range(32) if code not in b"\t\n\v\f\r")
    raise FileRefused(reason="not_csv" if controls > len(sample) * _CONTROLS_IN_TEXT else "encoding")


def _decodes(content: bytes, encoding: str) -> bool:
    """Piece by piece: the whole of a large file as text would take four times its size."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for start in range(0, len(content), _PIECE):
            decoder.decode(content[start : start + _PIECE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark has a zero in every second byte of Western text."""
    sample = content[: _SAMPLE - _SAMPLE % 2]
    half = max(len(sample) // 2, 1)
    high, low = sample[0::2].count(0) / half, sample[1::2].count(0) / half
    if low > 0.4 and high < 0.05:
        return "utf-16-le"
    if high > 0.4 and low < 0.05:
        return "utf-16-be"
    return None


def _refuse_other_texts(found: Text) -> None:
    decoder = codecs.getincrementaldecoder(found.encoding)()
    sample = decoder.decode(found.content[:_SAMPLE])
    if not sample.strip("\ufeff\x00 \t\r\n"):
        raise FileRefused(reason="empty")
    controls = len(_CONTROLS.findall(sample)) + sample.count("\0")
    if controls > len(sample) * _CONTROLS_IN_TEXT + 2 or _OTHER_TEXTS.match(sample):
        raise FileRefused(reason="not_csv")
