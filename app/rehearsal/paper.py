"""The go / no-go sheet on paper: the verdict, the checks, the faults and the stations.

First in English, then in Spanish; whoever runs the rehearsal reads one of them.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.i18n import LANGUAGES, N_, translator
from app.reports.document import (
    Block,
    Callout,
    Cell,
    Document,
    Facts,
    Heading,
    OnePage,
    Table,
    Words,
)
from app.reports.pdf_document import to_pdf

Say = Callable[[str], str]
Row = dict[str, Any]

CHECKS = {
    "the whole day": N_("The whole day was lived through"),
    "integrity_check of the workshop file": N_("The workshop file is whole"),
    "replay of the ledger equals the state": N_("The list of changes gives the same workshop"),
    "scores in workshop.eqw": N_("All scores are in the workshop file"),
    "scores in scores.csv": N_("All scores are in the table"),
    "scores in summary.pdf": N_("All scores are in the summary"),
    "all dimensions in the summary": N_("All dimensions are in the summary"),
    "all norms in the summary": N_("All norms are in the summary"),
    "all next steps in the summary": N_("All next steps are in the summary"),
    "no participant's name leaves": N_("No participant’s name leaves the laptop"),
    "every scene was on the room screen": N_("Every scene was on the room screen"),
    "the summary was read back and approved": N_("The summary was read back and approved"),
    "no score on the room screen before the reveal": N_("No score was shown before the reveal"),
    "projector_pulled": N_("The projector was pulled, and came back by itself"),
    "no_shows": N_("Six people did not come, and were seated around"),
    "clock_set_back": N_("The laptop’s clock was set back, and the day’s went on"),
    "killed_and_resumed": N_("The program was killed in mid-word, and nothing was lost"),
    "disk_full": N_("The disk was full, and entry went on"),
    "spanish": N_("Spanish was switched on during the day"),
    "english again": N_("English was switched on again"),
    "same_digits": N_("Stations show the facilitator’s four digits"),
    "results_hidden_on_stations": N_("Stations show other groups’ scores after the reveal only"),
    "closing_check": N_("The closing check is complete"),
    "stations_closed": N_("The stations’ windows closed in order"),
    "entries of the stations": N_("All that stations wrote is here, once"),
    "digests equal": N_("Both sides mean the same, down to the letter"),
    "everything happened": N_("Nothing was left out of this rehearsal"),
    "the rehearsed day came to its end": N_("The rehearsed day came to its end"),
}
"""What each check of the sheet is called on paper."""

FAULTS = {
    "hub_killed": N_("The facilitator’s program was killed"),
    "cut": N_("The network was cut for {minutes} minutes"),
    "station_killed": N_("The station was killed in mid-word"),
    "reorder": N_("Its answers came in another order"),
    "duplicate": N_("Its answers came three times"),
    "file_road": N_("Its answers came as a file, twice"),
    "page_cut": N_("The page in a browser was cut off"),
    "hand_over": N_("The room was handed over to another laptop"),
}
"""What each fault is called on paper."""

ROADS = {"network": N_("network"), "network, then files": N_("network, then files only")}
KINDS = {"desktop": N_("this program"), "page": N_("page in a browser")}


def paper_sheet(sheet: Row, time_zone: str) -> bytes:
    """Return the sheet as a PDF file."""
    pages = [OnePage(blocks=_part(sheet, language, time_zone)) for language in LANGUAGES]
    _ = translator(LANGUAGES[0])
    document = Document(
        title=_("Rehearsal"),
        subject=_("Go / no-go sheet"),
        language=LANGUAGES[0],
        footer=f"Equity Workshop {sheet['version']}",
        page_of=_("Page {page} of {pages}"),
        blocks=tuple(pages),
    )
    return to_pdf(document)


def _part(sheet: Row, language: str, time_zone: str) -> tuple[Block, ...]:
    """Return the sheet in one language."""
    _ = translator(language)
    checks, stations = sheet["checks"], sheet.get("stations", [])
    wrong = [check for check in checks if not check["go"]]
    blocks: list[Block] = [
        Heading(text=_("Go") if sheet["go"] else _("No go"), over=_("Rehearsal")),
        Words(text=_lead(sheet, _), kind="lead"),
    ]
    blocks += [Callout(text=f"{_name(CHECKS, FAULTS, one, _)}: {one['seen']}") for one in wrong]
    if stations:
        counts = ((str(sum(row[name] for row in stations)), _(words)) for name, words in _COUNTED)
        blocks.append(Facts(items=tuple(counts)))
    if sheet.get("faults"):
        blocks += [
            Heading(text=_("What happened to the stations"), level=2),
            _faults_table(sheet["faults"], _, ZoneInfo(time_zone)),
        ]
    if stations:
        blocks += [
            Heading(text=_("The stations at the end of the day"), level=2),
            _stations_table(stations, _),
            Words(text=_browser(sheet, _), kind="quiet"),
        ]
    well = [check for check in checks if check["go"] and check["name"] not in FAULTS]
    names = dict.fromkeys(_name(CHECKS, FAULTS, check, _) for check in well)
    if names:
        blocks += [
            Heading(text=_("Looked at, and in order"), level=2),
            Words(text=" · ".join(names), kind="quiet"),
        ]
    return tuple(blocks)


_COUNTED = (
    ("sent", N_("answers written at stations")),
    ("arrived", N_("on the facilitator’s laptop")),
    ("lost", N_("lost")),
    ("twice", N_("there twice")),
)


def _lead(sheet: Row, _: Say) -> str:
    if not sheet["go"]:
        return _("Do not rely on this laptop before what stands below is put right.")
    words = _(
        "{groups} groups, {people} people, {stations} stations, four hours in {seconds} seconds. "
        "All that was to go wrong went wrong, and nothing was lost."
    )
    return words.format(
        groups=sheet["groups"],
        people=sheet["people"],
        stations=len(sheet["stations"]),
        seconds=round(sheet["timings_seconds"]["all"]),
    )


def _browser(sheet: Row, _: Say) -> str:
    if any(row["kind"] == "page" for row in sheet["stations"]):
        return _("The page in a browser was rehearsed as well, in the browser of this laptop.")
    return _(
        "The page in a browser was not rehearsed: all stations were this program. Try it once with "
        "a device of the kind that will be there."
    )


def _name(checks: dict[str, str], faults: dict[str, str], check: Row, _: Say) -> str:
    known = checks.get(check["name"]) or faults.get(check["name"])
    return _(known).format(minutes="20") if known else str(check["name"])


def _mark(go: bool, _: Say) -> Cell:
    return Cell(text=_("go") if go else _("NO GO"), strong=not go)


def _faults_table(rows: Sequence[Row], _: Say, zone: ZoneInfo) -> Table:
    headings = (
        _("What was done"), _("Group"), _("Time"), _("Waited"), _("Sent"), _("Arrived"), _("Lost"),
        _("Twice"), "",
    )  # fmt: skip
    cells = [
        (
            Cell(text=_(known).format(minutes=row.get("minutes", ""))),
            Cell(text=row["group"]),
            Cell(text=datetime.fromisoformat(row["at"]).astimezone(zone).strftime("%H:%M")),
            *(Cell(text=str(row[name])) for name in _FAULT_NUMBERS),
            _mark(row["go"] and row["went_as_it_should"], _),
        )
        for row in rows
        for known in (FAULTS[row["fault"]],)
    ]
    widths = (0.27, 0.08, 0.07, 0.1, 0.11, 0.1, 0.1, 0.08, 0.09)
    return _table(_("What happened to the stations"), headings, cells, widths)


_FAULT_NUMBERS = ("waited_on_the_station", "sent", "arrived", "lost", "twice")


def _stations_table(rows: Sequence[Row], _: Say) -> Table:
    headings = (
        _("Group"), _("Station"), _("Road"), _("Sent"), _("Arrived"), _("Gaps"), _("Same content"),
        "",
    )  # fmt: skip
    cells = [
        (
            Cell(text=row["group"]),
            Cell(text=_(kind)),
            Cell(text=_(road)),
            Cell(text=str(row["sent"])),
            Cell(text=str(row["arrived"])),
            Cell(text=str(len(row["gaps"]))),
            Cell(text=_("yes") if row["digests_equal"] else _("no")),
            _mark(row["go"], _),
        )
        for row in rows
        for kind, road in ((KINDS[row["kind"]], ROADS[row["road"]]),)
    ]
    widths = (0.09, 0.17, 0.23, 0.11, 0.1, 0.09, 0.12, 0.09)
    return _table(_("The stations at the end of the day"), headings, cells, widths)


def _table(
    caption: str,
    headings: tuple[str, ...],
    cells: Sequence[tuple[Cell, ...]],
    widths: tuple[float, ...],
) -> Table:
    return Table(
        caption=caption,
        headings=tuple(Cell(text=text) for text in headings),
        rows=tuple(cells),
        widths=widths,
        compact=True,
    )
