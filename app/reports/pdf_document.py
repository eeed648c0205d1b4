"""A document as PDF: pages with a footer, a band on drafts, an outline, title and language."""

from io import BytesIO
from typing import Any

from reportlab.lib.pagesizes import A4, LETTER
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Spacer

from app.reports.document import Cover, Document
from app.reports.palette import color
from app.reports.pdf_blocks import BlockSetter, OutlineMark
from app.reports.pdf_flow import KeepWithBeginning, know_parts
from app.reports.pdf_styles import plain, text
from app.reports.right_to_left import as_seen, has_right_to_left
from app.reports.typeface import runs, width

PAPERS = {"letter": LETTER, "a4": A4}
MARGIN = 54.0
BAND = 20.0
"""Height of the band on drafts, in points."""


def to_pdf(document: Document, *, paper: str = "letter") -> bytes:
    """Return a document as a PDF file."""
    size = PAPERS.get(paper, LETTER)
    pages = _Pages(document, size)
    setter = BlockSetter(pages.text_width, pages.text_height)
    story: list[Flowable] = []
    if document.cover is not None:
        story += [*_cover(document.cover, pages.text_height), PageBreak()]
    for block in document.blocks:
        story += setter.set(block)
    return pages.build(know_parts(story))


class _Pages:
    """The page's frame, its furniture, and the file's properties."""

    def __init__(self, document: Document, size: tuple[float, float]) -> None:
        self.document = document
        self.size = size
        self.text_width = size[0] - 2 * MARGIN
        self.text_height = size[1] - 2 * MARGIN - 10

    def build(self, story: list[Flowable]) -> bytes:
        """Set the story and return the file."""
        buffer = BytesIO()
        document = self.document
        frame = Frame(
            MARGIN, MARGIN + 4, self.text_width, self.text_height + 6,
            leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
        )  # fmt: skip
        template = BaseDocTemplate(
            buffer,
            pagesize=self.size,
            pageTemplates=[PageTemplate(id="page", frames=[frame], onPage=self._furnish)],
            title=plain(document.title),
            subject=plain(document.subject),
            author=plain(document.footer),
            creator="Equity Workshop",
            lang=document.language,
            displayDocTitle=True,
        )
        template.keepTogetherClass = KeepWithBeginning
        template.build(story or [Spacer(1, 1)], canvasmaker=_counting(document))
        return buffer.getvalue()

    def _furnish(self, canvas: Canvas, _template: Any) -> None:
        if self.document.draft:
            self._band(canvas)
        canvas.saveState()
        canvas.setStrokeColor(color("line"))
        canvas.setLineWidth(0.5)
        canvas.line(MARGIN, MARGIN - 8, self.size[0] - MARGIN, MARGIN - 8)
        canvas.setFillColor(color("quiet_ink"))
        footer = _fitting(plain(self.document.footer), self.text_width - 110, 8)
        put(canvas, footer, MARGIN, MARGIN - 20, "regular", 8)
        canvas.restoreState()

    def _band(self, canvas: Canvas) -> None:
        canvas.saveState()
        top = self.size[1]
        canvas.setFillColor(color("attention_soft"))
        canvas.rect(0, top - BAND, self.size[0], BAND, stroke=0, fill=1)
        canvas.setFillColor(color("attention_line"))
        canvas.rect(0, top - BAND - 1.5, self.size[0], 1.5, stroke=0, fill=1)
        canvas.setFillColor(color("attention"))
        words = plain(self.document.draft)
        x = (self.size[0] - width(words, "bold", 9)) / 2
        put(canvas, words, max(x, 10), top - BAND + 6.5, "bold", 9)
        canvas.restoreState()


def put(canvas: Canvas, words: str, x: float, y: float, cut: str, size: float) -> None:
    """Draw one line at a place, in whatever fonts its letters need."""
    seen = as_seen(words) if has_right_to_left(words) else words
    for font, letters in runs(seen, cut):
        canvas.setFont(font, size)
        canvas.drawString(x, y, letters)
        x += width(letters, cut, size)


def _fitting(words: str, room: float, size: float) -> str:
    while len(words) > 1 and width(words, "regular", size) > room:
        words = words[:-2].rstrip() + "…"
    return words


def _counting(document: Document) -> type[Canvas]:
    """Return a canvas that writes "page n of m" once it knows how many pages there are."""

    class CountingCanvas(Canvas):  # type: ignore[misc]
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self._finished: list[dict[str, Any]] = []

        def showPage(self) -> None:  # noqa: N802 - ReportLab's name
            self._finished.append(dict(self.__dict__))
            self._startPage()

        def save(self) -> None:
            for number, state in enumerate(self._finished, 1):
                self.__dict__.update(state)
                words = document.page_of.format(page=number, pages=len(self._finished))
                self.setFillColor(color("quiet_ink"))
                right = self._pagesize[0] - MARGIN
                put(self, words, right - width(words, "regular", 8), MARGIN - 20, "regular", 8)
                Canvas.showPage(self)
            self.setViewerPreference("DisplayDocTitle", "true")
            self.showOutline()
            Canvas.save(self)

    return CountingCanvas


def _cover(cover: Cover, height: float) -> list[Flowable]:
    parts: list[Flowable] = [
        Spacer(1, 0.16 * height),
        OutlineMark(cover.title, 0),
        _Rule(),
        Spacer(1, 16),
        text(cover.title, "title"),
        text(cover.subtitle, "subtitle"),
        Spacer(1, 14),
        *(text(line, "cover_line") for line in cover.lines),
        Spacer(1, 0.10 * height),
    ]
    for lens, name, question in cover.lenses:
        parts += [text(name, "strong", lens), text(question, "quiet"), Spacer(1, 4)]
    parts.append(Spacer(1, 0.06 * height))
    parts += [text(line, "quiet") for line in cover.small]
    return parts


class _Rule(Flowable):  # type: ignore[misc]
    """The short thick line over the cover's title."""

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Return its size."""
        return 72.0, 6.0

    def draw(self) -> None:
        """Draw it."""
        self.canv.setFillColor(color("accent"))
        self.canv.rect(0, 0, 72, 6, stroke=0, fill=1)
