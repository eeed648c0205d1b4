"""What is done, what is now, what comes: the steps of a day."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QWidget

from app.i18n import _
from app.ui.widgets.sidebar_list import GuidingList, Row

_ICONS = {"done": ("check", "success"), "now": ("play", "accent"), "skipped": ("x", "quiet_ink")}


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: ``state`` is ``done``, ``now``, ``skipped`` or ``next``."""

    step_id: str
    title: str
    detail: str = ""
    state: str = "next"


class StepList(GuidingList):
    """Steps with their state as a sign, in words for screen readers, and in weight.

    Signals:
        step_activated(str): Enter or double click on a step; going there is the caller's choice.
    """

    step_activated = Signal(str)

    def __init__(self, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, True, parent)
        self.setProperty("piece", "steps")
        self.itemActivated.connect(self._on_item_activated)

    def set_steps(self, steps: Sequence[Step]) -> None:
        """Show ``steps`` and keep the one that is now in view."""
        rows = []
        for step in steps:
            icon_name, icon_role = _ICONS.get(step.state, ("", "quiet_ink"))
            past = step.state in ("done", "skipped")
            emphasis = "now" if step.state == "now" else "past" if past else ""
            rows.append(
                Row(
                    row_id=step.step_id,
                    title=step.title,
                    detail=step.detail,
                    icon_name=icon_name,
                    icon_role=icon_role,
                    emphasis=emphasis,
                )
            )
        self.set_rows(rows)
        self._say_states(steps)

    def _say_states(self, steps: Sequence[Step]) -> None:
        words = {"done": _("done"), "now": _("now"), "skipped": _("skipped"), "next": _("to come")}
        for index, step in enumerate(steps):
            parts = (step.title, words.get(step.state, ""), step.detail)
            spoken = ", ".join(part for part in parts if part)
            self._set_spoken(self.item(index), spoken)
            if step.state == "now":
                self.scrollToItem(self.item(index))

    def _on_item_activated(self, item: QListWidgetItem) -> None:
        self.step_activated.emit(self.ids()[self.row(item)])
