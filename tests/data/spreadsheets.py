"""OpenDocument spreadsheets written by hand, as LibreOffice writes them, for tests."""

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "table", "text", "style")
)
_BLANK_ROWS = (
    '<table:table-row table:number-rows-repeated="1048000">'
    '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
)


def ods(*sheets: tuple[str, Sequence[Sequence[str]]], hidden: tuple[str, ...] = ()) -> bytes:
    """Return a file with these sheets (title, rows); a cell that begins with "<" is XML."""
    style = (
        '<style:style style:name="unseen" style:family="table">'
        '<style:table-properties table:display="false"/></style:style>'
    )
    tables = "".join(
        f'<table:table table:name="{escape(title)}"'
        f' table:style-name="{"unseen" if title in hidden else "seen"}">'
        + "".join(f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>" for row in rows)
        + _BLANK_ROWS
        + "</table:table>"
        for title, rows in sheets
    )
    return packed(
        f"<office:document-content {_SPACES}><office:automatic-styles>{style}"
        f"</office:automatic-styles><office:body><office:spreadsheet>{tables}"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def packed(content: str) -> bytes:
    """Return a file with such a content."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("content.xml", content)
    return out.getvalue()


def _cell(text: str) -> str:
    if text.startswith("<"):
        return text
    lines = "".join(f"<text:p>{escape(line)}</text:p>" for line in text.split("\n")) if text else ""
    kind = ' office:value-type="string"' if text else ""
    return f"<table:table-cell{kind}>{lines}</table:table-cell>"
