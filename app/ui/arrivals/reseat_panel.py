"""When people stayed away: mark them absent, and seat the others again with few moves."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.errors import NotAllowedError, UserError
from app.domain.grouping import Arrangement
from app.domain.people import Arrival, MarkArrival
from app.domain.seating import SCORING, ArrangeSeating
from app.i18n import _, _n
from app.services.grouping import SeatingTask, task_again
from app.services.seat_search import SeatSearch
from app.ui.arrivals.wording import person_name
from app.ui.console.pieces import on_click, row
from app.ui.desk import Desk
from app.ui.under_way import UnderWay
from app.ui.widgets.button import Button
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

MOST_NAMED = 12


class ReseatPanel(Panel):
    """Two steps, each previewed before it is taken."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the panel."""
        super().__init__(_("Who did not come"), parent=parent)
        self._desk = desk
        self._plan: ArrangeSeating | None = None
        self._task: SeatingTask | None = None
        self._work = UnderWay("arrivals.reseat.work")
        self._missing = Label(role="body")
        self._absent = Button(icon_name="user-x")
        self._absent.setObjectName("arrivals.all_absent")
        on_click(self._absent, self.mark_missing)
        self._look = Button(_("Seat those who are here again…"), icon_name="armchair")
        self._look.setObjectName("arrivals.reseat")
        on_click(self._look, self.preview)
        self._moves = Label(role="body")
        self._moves.setObjectName("arrivals.reseat.moves")
        self._do = Button(_("Move them"), kind="primary")
        self._do.setObjectName("arrivals.reseat.do")
        on_click(self._do, self.reseat)
        self._leave = Button(_("Leave it"))
        self._leave.setObjectName("arrivals.reseat.leave")
        on_click(self._leave, self._forget)
        self._answer = row(self._do, self._leave)
        for widget in (
            self._missing, self._absent, self._look, self._work, self._moves, self._answer,
        ):  # fmt: skip
            self.add(widget)
        self._forget()

    def refresh(self) -> None:
        """Count who is still expected; a preview that is out of date goes, and says so."""
        missing = self._expected()
        words = _n("{n} person is still expected.", "{n} people are still expected.", len(missing))
        self._missing.setText(
            words.format(n=len(missing)) if missing else _("Nobody is expected any more.")
        )
        self._absent.setVisible(bool(missing))
        text = _n("Mark {n} person absent", "Mark all {n} absent", len(missing))
        self._absent.setText(text.format(n=len(missing)))
        self._look.setVisible(bool(self._desk.snapshot.groups))
        if not self._work.busy and self._is_overtaken():
            was_shown = self._plan is not None
            self._forget()
            if was_shown:
                self._say(_overtaken())

    def mark_missing(self) -> None:
        """Mark everybody absent who is still expected; Undo takes it back."""
        missing = self._expected()
        if missing:
            self._desk.submit(MarkArrival(participant_ids=missing, arrival=Arrival.ABSENT))

    def preview(self) -> None:
        """Look for those who would have to move, and show them."""
        if self._work.busy:
            return
        try:
            task = task_again(self._desk.snapshot)
        except UserError as error:
            self._say(error)
            return
        search = SeatSearch(task.problem)

        def show(found: object, error: object) -> None:
            search.close()
            self._show_found(task, found, error)

        self._forget()
        self._task = task
        self._work.begin(_("Looking for who has to move…"), search.wait, show)

    def _show_found(self, task: SeatingTask, found: object, error: object) -> None:
        if isinstance(found, Arrangement) and self._is_overtaken():
            self._say(_overtaken())
        elif isinstance(found, Arrangement):
            self._show_moves(task.command(found))
        elif isinstance(error, UserError):
            self._say(error)
        bring_into_sight(self)

    def _is_overtaken(self) -> bool:
        """Tell whether those who are here, or their seats, changed since they were looked at."""
        try:
            return self._task is None or not task_again(self._desk.snapshot).asks_the_same(
                self._task
            )
        except UserError:  # the seating is locked or gone
            return True

    def _say(self, error: UserError) -> None:
        self._plan = None
        self._moves.setText(" ".join(p for p in (error.happened, error.remedy) if p))
        self._moves.setVisible(True)

    def _show_moves(self, plan: ArrangeSeating) -> None:
        moves = self._moved(plan)
        self._plan = plan if moves else None
        if not moves:
            text = _("Nobody needs to move.")
        else:
            head = _n("{n} person moves:", "{n} people move:", len(moves)).format(n=len(moves))
            text = "\n".join([head, *moves[:MOST_NAMED]])
            if len(moves) > MOST_NAMED:
                rest = len(moves) - MOST_NAMED
                text += "\n" + _n("and {n} more", "and {n} more", rest).format(n=rest)
        self._moves.setText(text)
        self._moves.setVisible(True)
        self._answer.setVisible(bool(moves))

    def reseat(self) -> None:
        """Take the previewed arrangement."""
        if self._plan is not None:
            self._desk.submit(self._plan)
        self._forget()

    def _moved(self, plan: ArrangeSeating) -> list[str]:
        snapshot = self._desk.snapshot
        seating = snapshot.seating(SCORING)
        lines = []
        for group in plan.groups:
            for person_id in group.participant_ids:
                before = seating.group(seating.group_of(person_id)) if seating else None
                person = snapshot.person(person_id)
                if person is None or (before is not None and before.id == group.group_id):
                    continue
                lines.append(
                    _("{name}: {before} → {after}").format(
                        name=person_name(snapshot, person),
                        before=before.label if before else "–",
                        after=group.label,
                    )
                )
        return lines

    def _expected(self) -> tuple[str, ...]:
        people = self._desk.snapshot.people
        return tuple(p.id for p in people if p.participant.arrival is Arrival.EXPECTED)

    def _forget(self) -> None:
        self._plan, self._task = None, None
        focused = QApplication.focusWidget()
        if focused is not None and self._answer.isAncestorOf(focused):
            # Qt would choose somebody on the list, whom Enter marks as here.
            self._look.setFocus(Qt.FocusReason.OtherFocusReason)
        self._moves.setVisible(False)
        self._answer.setVisible(False)


def _overtaken() -> UserError:
    return NotAllowedError(
        _("Seats or people changed meanwhile."),
        remedy=_("Look once more for who has to move."),
    )
