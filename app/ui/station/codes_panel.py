"""A dimension's two scores as a code, to be read aloud to the facilitator."""

from collections.abc import Sequence

from app.i18n import _
from app.ui import theme
from app.ui.station.road import Road
from app.ui.widgets.announcing import announce
from app.ui.widgets.button import Button
from app.ui.widgets.flow_box import FlowBox
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label


class CodesPanel(Panel):
    """A button for each of the group's dimensions, and the code of the one that was pressed."""

    def __init__(self, road: Road) -> None:
        super().__init__(_("Or read the scores aloud"))
        self._road = road
        self._names: dict[str, str] = {}
        hint = _(
            "A code carries one dimension’s two scores. The words follow later, by any other way."
        )
        self.add(Label(hint, role="quiet"))
        self._buttons = FlowBox((), theme.scaled(8))
        self.add(self._buttons)
        self._whose = Label(role="quiet")
        self._code = Label(role="title")
        self._code.setObjectName("station.code")
        for label in (self._whose, self._code):
            self.add(label)
            label.hide()
        road.code_told.connect(self._on_road_code_told)

    def show_dimensions(self, names: Sequence[tuple[str, str]]) -> None:
        """Offer the codes of these dimensions: (id, title)."""
        self.setVisible(bool(names))
        if dict(names) == self._names:
            return
        self._names = dict(names)
        self._buttons.flow.clear()
        for dimension_id, title in names:
            button = Button(title.replace("&", "&&"))
            button.setObjectName(f"station.code.{dimension_id}")
            button.clicked.connect(lambda _on=False, one=dimension_id: self._road.ask_code(one))
            self._buttons.flow.addWidget(button)
        self._buttons.refresh()
        self._show("", "")

    def _on_road_code_told(self, dimension_id: str, code: str) -> None:
        title = self._names.get(dimension_id, "")
        if not code:
            words = _("There is no code for “{dimension}” yet: score it, or settle two versions.")
            self._show(words.format(dimension=title), "")
            return
        parts = [code[at : at + 5] for at in range(0, len(code), 5)]
        self._show(title, " ".join(parts))
        announce(self._code, f"{title} {' '.join(' '.join(part) for part in parts)}")

    def _show(self, whose: str, code: str) -> None:
        for label, words in ((self._whose, whose), (self._code, code)):
            label.setText(words)
            label.setVisible(bool(words))
