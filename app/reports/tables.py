"""The scores as rows, and as CSV and XLSX files that cannot run as formulas."""

import csv
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from app.domain.report import ReportInput
from app.domain.results import Standing
from app.domain.spreadsheet_text import safe
from app.reports.wording import Wording

Value = str | int
"""What a cell holds: text, or a whole number that is one."""

SCORE_COLUMNS = (
    "dimension_number", "dimension_id", "dimension", "group", "lens", "lens_name", "standing",
    "level", "level_name", "contested", "levels_in_question", "levels_in_scale",
    "revealed",
)  # fmt: skip
"""Names for programs, so the same in every language."""


def score_rows(report: ReportInput) -> list[list[Value]]:
    """Return one row a mark; a level stands only where a group scored, never a zero."""
    wording = Wording(report)
    rows: list[list[Value]] = []
    for row in report.results.rows:
        for mark in row.marks:
            level = mark.settled_level
            names = report.results.level_names.get(mark.lens, ())
            rows.append(
                [
                    row.number,
                    row.dimension_id,
                    row.name,
                    mark.group_label,
                    mark.lens.value,
                    wording.lens(mark.lens),
                    mark.standing.value,
                    "" if level is None else level,
                    names[level - 1] if level else "",
                    "yes" if mark.contested else "no",
                    " ".join(map(str, mark.levels)) if mark.standing is Standing.SCORED else "",
                    report.results.level_count,
                    "yes" if report.results.revealed else "no",
                ]
            )
    return rows


def to_csv(report: ReportInput) -> bytes:
    """Return the scores as CSV (RFC 4180), UTF-8 with the mark that spreadsheets look for."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(SCORE_COLUMNS)
    for row in score_rows(report):
        writer.writerow([safe(v) if isinstance(v, str) else v for v in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_xlsx(report: ReportInput, *, with_words: bool = True) -> bytes:
    """Return scores, next steps and data needs, with the reasons and notes where wanted."""
    wording = Wording(report)
    _ = wording.gettext
    book = Workbook(write_only=True)
    stamp = report.results.before_reveal_mark if not report.results.revealed else ""
    _sheet(book, _("Scores"), SCORE_COLUMNS, score_rows(report), stamp)
    steps: list[list[Value]] = [
        [s.text, s.owner_role, s.due.isoformat() if s.due else "",
         wording.dimensions(s.dimension_numbers)]
        for s in report.next_steps
    ]  # fmt: skip
    heads = (_("What"), _("Who sees to it"), _("By when"), _("Dimensions"))
    _sheet(book, _("Next steps"), heads, steps)
    if with_words:
        _words_sheets(book, report, wording)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _words_sheets(book: Workbook, report: ReportInput, wording: Wording) -> None:
    _ = wording.gettext
    needs: list[list[Value]] = [
        [need.dimension_number or "", need.text, wording.need_kind(need.kind), need.group_label]
        for need in report.data_needs
    ]
    heads: tuple[str, ...] = (_("Dimension"), _("What would help to know"), _("Kind"), _("Group"))
    _sheet(book, _("Data needs"), heads, needs)
    said: list[list[Value]] = []
    for dimension in report.dimensions:
        for answer in dimension.answers:
            told = [(wording.lens(mark.lens), mark.reason) for mark in answer.marks]
            told += [
                (_("Evidence"), answer.evidence),
                (_("Another view in the group"), answer.other_view),
                (_("Why the group chose not to score"), answer.chose_not or ""),
            ]
            said += [
                [dimension.number, dimension.name, answer.group_label, kind, words]
                for kind, words in told
                if words
            ]
    heads = (_("Dimension"), _("Name"), _("Group"), _("Kind"), _("Words"))
    _sheet(book, _("Reasons"), heads, said)
    notes: list[list[Value]] = [[p.title, note] for p in report.prompts for note in p.notes]
    _sheet(book, _("Notes"), (_("Question"), _("Note")), notes)


def _sheet(
    book: Workbook,
    title: str,
    headings: tuple[str, ...],
    rows: list[list[Value]],
    stamp: str = "",
) -> None:
    sheet = book.create_sheet(title[:31])
    top = 2 if stamp else 1
    sheet.freeze_panes = f"A{top + 1}"
    for number, heading in enumerate(headings):
        longest = max((len(str(row[number])) for row in rows), default=0)
        width = min(60.0, max(len(heading), longest) + 3.0)
        sheet.column_dimensions[chr(ord("A") + number)].width = width
    if stamp:
        sheet.append([_cell(sheet, stamp, bold=True)])
    sheet.append([_cell(sheet, heading, bold=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: WriteOnlyWorksheet, value: Value, *, bold: bool = False) -> WriteOnlyCell:
    """Return a cell; text is stored as text whatever it begins with."""
    cell = WriteOnlyCell(sheet, value=safe(value)[:32_000] if isinstance(value, str) else value)
    if isinstance(value, str):
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell
