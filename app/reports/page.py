"""A document as one accessible HTML page: no scripts, nothing fetched, the same content."""

from collections.abc import Iterator
from html import escape

from app.domain.framework import Lens
from app.paths import resource_path
from app.reports import pdf_drawing
from app.reports.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Cover,
    Document,
    Facts,
    Heading,
    OnePage,
    Picture,
    Said,
    SaidPair,
    Table,
    Together,
    Words,
    WritingLines,
)
from app.reports.palette import roles
from app.reports.pdf_styles import SHAPES
from app.reports.svg import to_svg
from app.reports.typeface import clean

PICTURE_WIDTH = 570.0
"""Points, as on paper; the page widens the drawing to its column, letters and all."""

CSS_ROLES = (
    "surface", "sunken", "ink", "quiet_ink", "line", "edge", "accent", "accent_soft", "attention",
    "attention_soft", "foundations", "access",
)  # fmt: skip


def to_html(document: Document) -> bytes:
    """Return the page (UTF-8)."""
    page = _Page(document)
    body = "\n".join(page.blocks())
    css = resource_path("reports", "page.css").read_text(encoding="utf-8")
    colors = "".join(f"--{role}:{roles()[role]};" for role in CSS_ROLES)
    band = f'<p class="draft" role="note">{_text(document.draft)}</p>' if document.draft else ""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(document.language)}">\n<head>\n'
        '<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; img-src data:\">\n"
        f"<title>{_text(document.title)}</title>\n<style>:root{{{colors}}}\n{css}</style>\n"
        f"</head>\n<body>\n{band}\n<main>\n{body}\n</main>\n"
        f"<footer>{_text(document.footer)}</footer>\n</body>\n</html>\n"
    ).encode()


class _Page:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.pictures = 0

    def blocks(self) -> list[str]:
        found = [_cover(self.document.cover)] if self.document.cover else []
        setters = {
            Heading: self._heading,
            Words: lambda b: f'<p class="{b.kind}" dir="auto">{_text(b.text)}</p>',
            Said: _said,
            SaidPair: lambda b: f'<div class="pair">{_said(b.left)}{_said(b.right)}</div>',
            Bullets: _bullets,
            Table: _table,
            Facts: _facts,
            Callout: lambda b: f'<p class="callout" dir="auto">{_text(b.text)}</p>',
            Picture: self._picture,
            WritingLines: lambda b: f'<p class="label">{_shape(b.lens)}{_text(b.label)}</p>',
        }
        first = self.document.cover is None
        for block in _opened(self.document.blocks):
            if first and isinstance(block, Heading):
                # The page's one title; every other heading stands below it.
                found.append(f"<h1>{_text(block.text)}</h1>")
                first = False
                continue
            found.append(setters[type(block)](block))  # type: ignore[operator]
        return found

    def _heading(self, heading: Heading) -> str:
        level = min(heading.level + 1, 6)
        over = f"<span>{_text(heading.over)}</span> " if heading.over else ""
        return f'<h{level} dir="auto">{over}{_text(heading.text)}</h{level}>'

    def _picture(self, picture: Picture) -> str:
        self.pictures += 1
        drawing = picture.draw(PICTURE_WIDTH, picture.height, pdf_drawing.measure)
        written = to_svg(drawing, roles(), measure=pdf_drawing.measure).decode("utf-8")
        svg = written.split("?>", 1)[1].strip()
        # Several pictures share one page, so their ids must differ.
        for name in ("title", "desc"):
            svg = svg.replace(f'id="{name}"', f'id="{name}-{self.pictures}"', 1)
        svg = svg.replace(
            'aria-labelledby="title desc"',
            f'aria-labelledby="title-{self.pictures} desc-{self.pictures}"',
            1,
        )
        # Where the page is narrower than letters can be, the drawing scrolls: by keys, too.
        name = f"title-{self.pictures}"
        return f'<figure tabindex="0" role="group" aria-labelledby="{name}">{svg}</figure>'


def _opened(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block, those that share a page one by one."""
    for block in blocks:
        if isinstance(block, OnePage | Together):
            yield from _opened(block.blocks)
        else:
            yield block


def _text(words: str) -> str:
    return escape(clean(words)).replace("\n", "<br>")


def _shape(lens: Lens | None) -> str:
    if lens is None:
        return ""
    return f'<span class="{lens.value}" aria-hidden="true">{SHAPES[lens]}</span> '


def _cover(cover: Cover) -> str:
    lines = "<br>".join(_text(line) for line in cover.lines)
    lenses = "".join(
        f"<dt>{_shape(lens)}{_text(name)}</dt><dd>{_text(question)}</dd>"
        for lens, name, question in cover.lenses
    )
    small = "".join(f'<p class="quiet">{_text(line)}</p>' for line in cover.small)
    return (
        f'<header><h1 dir="auto">{_text(cover.title)}</h1>'
        f'<p class="lead">{_text(cover.subtitle)}</p><p>{lines}</p><dl>{lenses}</dl>{small}'
        "</header>"
    )


def _said(said: Said) -> str:
    return (
        f'<div class="said"><p class="label">{_shape(said.lens)}{_text(said.label)}</p>'
        f'<p dir="auto">{_text(said.text)}</p></div>'
    )


def _bullets(bullets: Bullets) -> str:
    items = "".join(f'<li dir="auto">{_text(item)}</li>' for item in bullets.items)
    return f"<ul>{items}</ul>"


def _facts(facts: Facts) -> str:
    items = "".join(
        f"<div><dd>{_text(number)}</dd><dt>{_text(label)}</dt></div>"
        for number, label in facts.items
    )
    return f'<dl class="facts">{items}</dl>'


def _table(table: Table) -> str:
    heads = "".join(f'<th scope="col">{_shape(c.lens)}{_text(c.text)}</th>' for c in table.headings)
    whole = sum(table.widths)
    columns = "".join(f'<col style="width:{width / whole:.1%}">' for width in table.widths)
    rows = []
    for number, row in enumerate(table.rows):
        section = ' class="section"' if number in table.section_rows else ""
        rows.append(f"<tr{section}>{''.join(_cell(cell) for cell in row)}</tr>")
    return (
        f"<table><caption>{_text(table.caption)}</caption>"
        f"<colgroup>{columns}</colgroup><thead><tr>{heads}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )


def _cell(cell: Cell) -> str:
    inner = f"{_shape(cell.lens)}{_text(cell.text)}"
    if cell.strong:
        return f'<th scope="row" dir="auto">{inner}</th>'
    return f'<td dir="auto">{inner}</td>'
