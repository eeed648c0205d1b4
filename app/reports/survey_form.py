"""The survey as a file that people fill in: a workbook, or a page for any browser.

Both hold one question and its answer a line, and come back through the import of people. The page
loads nothing and sends nothing: it saves a file, or copies the answers as text, and it prints.
"""

import json
from dataclasses import dataclass
from html import escape
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation

from app.domain.people_lists import MARK_HEADERS
from app.domain.spreadsheet_text import safe
from app.domain.survey import Question
from app.i18n import translator
from app.paths import resource_path

_LINE_HEIGHT = 18
_LISTS = "Lists"


@dataclass(frozen=True)
class SurveyForm:
    """What a form says: its ``title``, how to send it back, and the questions of one language."""

    language: str
    title: str
    intro: str
    questions: tuple[Question, ...]


def to_xlsx(form: SurveyForm) -> bytes:
    """Return a workbook with a question in the first column and room for its answer beside it."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    _ = translator(form.language)
    sheet.title = _("Survey")[:31]
    lists = book.create_sheet(_LISTS)
    lists.sheet_state = "hidden"
    sheet.column_dimensions["A"].width = 52
    sheet.column_dimensions["B"].width = 64
    sheet["A1"] = safe(form.title)
    sheet["A1"].font = Font(bold=True, size=15)
    sheet["A2"] = safe(form.intro)
    sheet["A2"].alignment = Alignment(wrap_text=True, vertical="top")
    sheet.merge_cells("A2:B2")
    sheet.row_dimensions[2].height = 3 * _LINE_HEIGHT
    sheet["A3"], sheet["B3"] = _("Question"), _("Your answer")
    for place in ("A3", "B3"):
        sheet[place].font = Font(bold=True)
    thin = Side(style="thin", color="999999")
    for row, question in enumerate(form.questions, 4):
        asked, answer = sheet.cell(row, 1, safe(question.words)), sheet.cell(row, 2)
        asked.alignment = Alignment(wrap_text=True, vertical="top")
        answer.alignment = Alignment(wrap_text=True, vertical="top")
        answer.number_format = "@"
        answer.border = Border(left=thin, right=thin, top=thin, bottom=thin)
        answer.fill = PatternFill("solid", fgColor="FFFBEA")
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(question.lines, 1) + 6
        if question.note or question.choices:
            hint = question.note or _("Choose from the list.")
            validation = DataValidation(allow_blank=True, prompt=hint[:250], showInputMessage=True)
            if question.choices:
                validation.type = "list"
                validation.formula1 = _list_on(lists, row, question.choices)
                validation.showErrorMessage = False
            sheet.add_data_validation(validation)
            validation.add(answer)
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def _list_on(lists: object, column: int, choices: tuple[str, ...]) -> str:
    """Put the choices on the sheet that nobody sees; a list in the cell itself has no commas."""
    for row, choice in enumerate(choices, 1):
        lists.cell(row, column, safe(choice))  # type: ignore[attr-defined]
    letter = lists.cell(1, column).column_letter  # type: ignore[attr-defined]
    return f"{_LISTS}!${letter}$1:${letter}${len(choices)}"


def to_html(form: SurveyForm) -> bytes:
    """Return one page without anything from elsewhere; it works from an e-mail's attachment."""
    _ = translator(form.language)
    words = {
        "mark": MARK_HEADERS[0],
        "file": _("survey"),
        "copied": _("Your answers are copied. Paste them into an e-mail."),
        "not_copied": _("Copying did not work here. Select the text below and copy it."),
        "saved": _("Your answers are saved as a file. Attach it to an e-mail."),
        "name_first": _("Please write your name first."),
    }
    # Inside a script "</" would end it, and "<!--" would begin a comment.
    told = json.dumps(words, ensure_ascii=True).replace("<", "\\u003c")
    page = resource_path("reports", "survey.html").read_text("utf-8")
    for name, value in {
        "language": form.language,
        "title": escape(form.title),
        "intro": escape(form.intro),
        "fields": "\n".join(_fields(form.questions)),
        "save": escape(_("Save my answers as a file")),
        "copy": escape(_("Copy my answers")),
        "print": escape(_("Print")),
        "words": told,
    }.items():
        page = page.replace(f"{{{{{name}}}}}", value)
    return page.encode()


def _fields(questions: tuple[Question, ...]) -> list[str]:
    """Return every question; choices are listed on paper, once where they are the same again."""
    fields = []
    before: tuple[str, ...] = ()
    for number, question in enumerate(questions):
        fields.append(_field(number, question, listed=question.choices != before))
        before = question.choices
    return fields


def _field(number: int, question: Question, *, listed: bool) -> str:
    name, asked = f"q{number}", escape(question.words, quote=True)
    label = f'<label for="{name}">{asked}</label>'
    described = f' aria-describedby="{name}n"' if question.note else ""
    note = f'<p class="note" id="{name}n">{escape(question.note)}</p>' if question.note else ""
    shared = f'id="{name}" data-question="{asked}"{described}'
    if question.choices:
        options = "".join(f"<option>{escape(choice)}</option>" for choice in question.choices)
        field = f'<select {shared}><option value=""></option>{options}</select>'
        if listed:
            on_paper = " &nbsp; ".join(f"☐ {escape(choice)}" for choice in question.choices)
            field = f'<p class="paper">{on_paper}</p>{field}'
    elif question.lines > 1:
        field = f'<textarea {shared} rows="{question.lines}"></textarea>'
    else:
        field = f'<input {shared} type="text" autocomplete="off">'
    return f"<div>{label}{note}{field}</div>"
