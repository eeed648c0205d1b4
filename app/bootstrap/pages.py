"""Which page is made by what; imported only when a page is first shown."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from app.ui.desk import Desk
    from app.ui.main_window import PageFactory


def _prepare(desk: "Desk") -> QWidget:
    from app.bootstrap.sections import sections
    from app.ui.prepare.view import PrepareView

    return PrepareView(desk, sections())


def _arrivals(desk: "Desk") -> QWidget:
    from app.ui.arrivals.view import ArrivalsView

    return ArrivalsView(desk)


def _console(desk: "Desk") -> QWidget:
    from app.ui.console.view import ConsoleView
    from app.ui.room_screen.mirror import RoomMirror

    return ConsoleView(desk, RoomMirror(desk))


def _stations(desk: "Desk") -> QWidget:
    from app.ui.stations.view import StationsView

    return StationsView(desk)


def _score(desk: "Desk") -> QWidget:
    from app.ui.score.view import ScoreView

    return ScoreView(desk)


def _results(desk: "Desk") -> QWidget:
    from app.ui.results.view import ResultsView

    return ResultsView(desk)


def _notes(desk: "Desk") -> QWidget:
    from app.ui.notes.view import NotesView

    return NotesView(desk)


def _after(desk: "Desk") -> QWidget:
    from app.ui.after.view import AfterView

    return AfterView(desk)


def _help(desk: "Desk") -> QWidget:
    from app.ui.help.view import HelpView

    return HelpView(desk)


FACTORIES: "dict[str, PageFactory]" = {
    "prepare": _prepare,
    "arrivals": _arrivals,
    "console": _console,
    "stations": _stations,
    "score": _score,
    "results": _results,
    "notes": _notes,
    "after": _after,
    "help": _help,
}
"""Page id → what makes it."""
