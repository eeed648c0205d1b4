"""Seating people automatically: what counts, how far the search is, and what it answers."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QAbstractButton, QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from app.domain.errors import NotAllowedError, UserError
from app.domain.giving_up import GivenUpError
from app.domain.grouping import Arrangement, Weights
from app.domain.people import Arrival
from app.domain.seating import SeatingPlan
from app.i18n import _
from app.services import grouping
from app.services.grouping import SeatingTask
from app.services.seat_search import SearchState, SeatSearch
from app.ui import theme
from app.ui.desk import Desk
from app.ui.groups import answer_words
from app.ui.groups.weights_panel import WeightsPanel
from app.ui.under_way import UnderWay
from app.ui.widgets.announcing import announce
from app.ui.widgets.into_sight import bring_into_sight
from app.ui.widgets.text import Label

_LOOK_MS = 300


@dataclass(frozen=True)
class _Answer:
    """What a search was asked, and what it found; ``only_here``: for those who had arrived."""

    task: SeatingTask
    found: Arrangement
    only_here: bool


class SeatingArranger(QWidget):
    """Searches in a process beside the window, submits what it finds, and explains it.

    Signals:
        busy_changed(): a search began or ended.
        failed(object): a UserError, before anything was changed.
        quick_used(): the solver could not be used; the quick arranger seated people instead.
    """

    busy_changed = Signal()
    failed = Signal(object)
    quick_used = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build it; nothing is shown before somebody asks."""
        super().__init__(parent)
        self._desk = desk
        self._seed = 0
        self._search: SeatSearch | None = None
        self._running: list[SeatSearch] = []
        self._make: Callable[[], SeatingTask] | None = None
        self._came_from: QWidget | None = None
        self._found: dict[str, _Answer] = {}
        self.weights = WeightsPanel()
        self.strip = UnderWay("groups.work")
        self._so_far = Label(role="small")
        self._so_far.setObjectName("groups.so_far")
        self.strip.add(self._so_far)
        self._reached = Label(role="small")
        self._reached.setObjectName("groups.reached")
        self._unmet = Label(role="small", tone="attention")
        self._unmet.setObjectName("groups.unmet")
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._on_look_timeout)
        self.destroyed.connect(_closer(self._running))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.scaled(8))
        for widget in (self.weights, self.strip, self._reached, self._unmet):
            column.addWidget(widget)

    @property
    def busy(self) -> bool:
        """Tell whether a search is under way."""
        return self._search is not None

    def arrange(self, plan: SeatingPlan, groups: int) -> None:
        """Look for a seating with so many groups; asked again, look for another one."""
        self._seed += 1
        self._begin(
            lambda: grouping.task_for(
                self._desk.snapshot, plan.seating.id, tables=groups, seed=self._seed
            ),
            _("Looking for the best groups…"),
        )

    def arrange_again(self, plan: SeatingPlan) -> None:
        """Look for a seating of those who are here in which as few as possible move."""
        people = self._desk.snapshot.people
        only_here = any(person.participant.arrival is Arrival.HERE for person in people)
        self._begin(
            lambda: grouping.task_again(self._desk.snapshot, plan.seating.id, only_here=only_here),
            _("Looking for who has to move…"),
            only_here=only_here,
        )

    def explain(self, plan: SeatingPlan | None) -> None:
        """Say what the seating shown does not keep, and what is proven about it."""
        if plan is not None:
            self.weights.show_weights(Weights.of(plan.seating.weights))
        answer = self._answer_to(plan) if plan else None
        found = answer.found if answer else None
        unmet = answer_words.unmet(self._desk.snapshot, plan, found) if plan else []
        self._unmet.setText("\n".join(unmet))
        self._unmet.setVisible(bool(unmet))
        words = answer_words.reached(answer.task.problem, answer.found) if answer else ""
        self._reached.setText(words)
        self._reached.setVisible(bool(words))
        self.setVisible(bool(unmet or words or self.busy or not self.weights.isHidden()))

    def _answer_to(self, plan: SeatingPlan) -> _Answer | None:
        """Return what was found for a seating, where it is still that and would be asked alike."""
        answer = self._found.get(plan.seating.id)
        if answer is None or not answer_words.is_still(plan, answer.found):
            return None
        problem, snapshot = answer.task.problem, self._desk.snapshot
        is_same = answer_words.is_still_asked(snapshot, plan, problem, only_here=answer.only_here)
        return answer if is_same else None

    def show_weights(self, shown: bool) -> None:
        """Show or hide what counts."""
        self.weights.setVisible(shown)
        self.setVisible(True)
        if shown:
            bring_into_sight(self.weights)

    def _begin(
        self, make: Callable[[], SeatingTask], words: str, *, only_here: bool = False
    ) -> None:
        if self.busy or self.strip.busy:
            return
        try:
            task = make()
        except UserError as error:
            self.failed.emit(error)
            return
        self._make = make
        search = self._search = SeatSearch(task.problem)
        self._running.append(search)
        self._so_far.setText("")
        self.show()
        self._look.start()
        self.strip.begin(
            words,
            search.wait,
            lambda found, error: self._end(task, found, error, only_here=only_here),
        )
        self._hold_focus()
        self.busy_changed.emit()

    def _hold_focus(self) -> None:
        """Have the keys at Cancel while it lasts: the button that was pressed rests meanwhile."""
        self._came_from = QApplication.focusWidget()
        cancel = self.strip.findChild(QAbstractButton, "groups.work.cancel")
        if self._came_from is not None and cancel is not None:
            self.strip.show()
            cancel.setFocus()

    def _give_focus_back(self) -> None:
        came_from, self._came_from = self._came_from, None
        held = self.focusWidget() is not None or QApplication.focusWidget() is None
        if came_from is not None and held and isValid(came_from):
            came_from.setFocus()

    def _end(self, task: SeatingTask, found: object, error: object, *, only_here: bool) -> None:
        search, self._search = self._search, None
        self._look.stop()
        quick = search is not None and search.state is SearchState.QUICK
        if search is not None:
            search.close()
            self._running.remove(search)
        if isinstance(found, Arrangement) and self._is_overtaken(task):
            self.failed.emit(_overtaken())
        elif isinstance(found, Arrangement):
            self._found[task.plan.seating.id] = _Answer(task, found, only_here)
            self._desk.submit(task.command(found))
            announce(self, answer_words.reached(task.problem, found))
            if quick:
                self.quick_used.emit()
        elif isinstance(error, UserError) and not isinstance(error, GivenUpError):
            self.failed.emit(error)
        self.busy_changed.emit()
        self._give_focus_back()

    def _is_overtaken(self, task: SeatingTask) -> bool:
        """Tell whether seats, tables or people changed while the search went on."""
        try:
            now = self._make() if self._make is not None else task
        except UserError:  # the seating is locked or gone
            return True
        return not now.asks_the_same(task)

    def _on_look_timeout(self) -> None:
        now = self._search.progress if self._search is not None else None
        self._so_far.setText(answer_words.progress(now) if now else "")


def _overtaken() -> UserError:
    return NotAllowedError(
        _("Seats or people changed while the search went on."),
        safe=_("Everybody sits as you see it; nothing was changed by the search."),
        remedy=_("Look for the best groups once more."),
    )


def _closer(running: list[SeatSearch]) -> Callable[[], None]:
    """Return what ends the searches that still run as the page goes; it knows no widget."""

    def close() -> None:
        for search in running:
            search.cancel()

    return close
