"""Draws every widget in every theme at 100 % and 200 % into pictures, to be looked at.

``python -m app.ui.widgets.gallery --out DIR [--rtl]``
"""

import argparse
import os
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.widgets.badge import Badge
from app.ui.widgets.banner import Banner
from app.ui.widgets.big_clock import BigClock
from app.ui.widgets.button import KINDS, Button, IconButton
from app.ui.widgets.chip import Chip
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.editable_list import EditableList
from app.ui.widgets.empty_state import EmptyState
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.lens_heading import LensHeading
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker
from app.ui.widgets.panel import Panel
from app.ui.widgets.pips import Pips
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.segmented import Segmented
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.step_list import Step, StepList
from app.ui.widgets.table import calm_table
from app.ui.widgets.text import Heading, Label
from app.ui.widgets.time_bar import STATES, TimeBar
from app.ui.widgets.toggle import Toggle

_FOUNDATIONS = [("a", 1, "Mostly missing"), ("b", 2, "Uneven")]
_FOUNDATIONS += [("c", 3, "Mostly in place"), ("d", 4, "Strong throughout")]
_ACCESS = [("a", 1, "Reaches few"), ("b", 2, "Reaches some")]
_ACCESS += [("c", 3, "Reaches most"), ("d", 4, "All who need it")]
_GROUPS = ("Black students", "Latino students", "English learners", "In foster care")


def _page(left: QWidget, middle: QWidget, right: QWidget) -> QWidget:
    page = QWidget()
    page.setProperty("role", "surface")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    row = QHBoxLayout(page)
    for part, stretch in ((left, 22), (middle, 55), (right, 23)):
        row.addWidget(part, stretch)
    return page


def _column(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setSpacing(theme.scaled(9))
    for widget in widgets:
        column.addWidget(widget)
    column.addStretch(1)
    return holder


def _flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    flow = FlowLayout(holder, spacing=theme.scaled(7))
    for widget in widgets:
        flow.addWidget(widget)
    return holder


def _picker(lens: str) -> LevelPicker:
    levels, shape = (_FOUNDATIONS, "circle") if lens == "foundations" else (_ACCESS, "diamond")
    return LevelPicker(levels, "Cannot tell from what we have", shape=shape, role=lens)


def scoring_page() -> QWidget:
    """Return level pickers, drafts and chips, as on a station."""
    foundations, access, third = _picker("foundations"), _picker("access"), _picker("access")
    foundations.set_value("c")
    third.set_value(CANNOT_TELL)
    third.set_contested(["b"])
    why = DraftText("One or two sentences", "Why")
    why.set_text("Suspension rate of Black students is 3 × that of white students (2024, table 4).")
    places = SidebarList("Dimensions", marks=False)
    places.set_rows(
        [
            Row(row_id="1", title="1 · School Funding", detail="● 2 ◆ 1 · evidence written"),
            Row(row_id="6", title="6 · Positive & Inviting School Climate", detail="● 3 ◆ –"),
        ]
    )
    places.select("6")
    chips = [Chip(text, checked=index % 2 == 0) for index, text in enumerate(_GROUPS)]
    middle = _column(
        Heading("Positive & Inviting School Climate", role="title"),
        LensHeading("Foundations of Excellence", "circle", "foundations"),
        foundations,
        Label("Most schools have fair rules and warm routines.", role="quiet"),
        LensHeading("Equitable Access", "diamond", "access"),
        access,
        third,
        Heading("Why? One or two sentences of evidence"),
        why,
    )
    left = _column(places, Button("We are finished"), Button("We choose not to score this"))
    right = _column(
        Heading("Who is most affected?"),
        _flow(*chips),
        Heading("Another view in the group"),
        DraftText("Kept beside the score. No names."),
        Toggle("Hold the room screen", checked=True),
        Toggle("Show words in two languages"),
    )
    return _page(left, middle, right)


def running_page() -> QWidget:
    """Return clock, bars, steps, banners and lists, as on the console."""
    steps = StepList("The day")
    steps.set_steps(
        [
            Step(step_id="1", title="Introduction", detail="12:00 · took 41", state="done"),
            Step(step_id="2", title="Build Shared Understanding", detail="12:41", state="skipped"),
            Step(step_id="3", title="Assess Resource Equity", detail="1:14 · 75 min", state="now"),
            Step(step_id="4", title="Break", detail="2:29 · 10 min"),
        ]
    )
    clock, over, held = BigClock(centered=False), BigClock(60), BigClock(60)
    clock.set_seconds(2300)
    over.set_seconds(-130)
    held.set_seconds(741, paused=True)
    bars = []
    for index, state in enumerate(STATES):
        bar = TimeBar()
        bar.set_left(0.4 - index * 0.05, state)
        bars.append(bar)
    banner, error = Banner(), Banner()
    banner.show_message("attention", "Not scored yet: 8 · Early Learning.", "Visit table 5?")
    error.show_message(
        "error", "The stick was pulled out.", "Nothing is lost.", (("again", "Try again"),)
    )
    buttons = [Button(kind.title(), kind=kind, icon_name="play") for kind in KINDS]
    off = Button("Disabled")
    off.setEnabled(False)
    norms = EditableList("Norms")
    norms.set_rows([("1", "Be Present"), ("2", "Individual Contribution"), ("3", "Candor")])
    norms.setMaximumHeight(theme.scaled(130))
    middle = _column(
        clock, _two(over, held), *bars, _flow(*buttons, off), banner, error, _segmented()
    )
    panel = Panel("On the room screen")
    panel.add(Label("Clock and groups", role="small"))
    panel.add(_flow(Badge("A"), Badge("G", hollow=True), Badge("12"), Pips(3, 4)))
    panel.add_action(IconButton("settings", "Settings"))
    line = QLineEdit("Riverbend")
    right = _column(panel, SearchField(), line, norms)
    return _page(steps, middle, right)


def _two(first: QWidget, second: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.addWidget(first)
    row.addWidget(second)
    return holder


def _segmented() -> Segmented:
    return Segmented([("gap", "By gap"), ("spread", "By spread"), ("order", "In order")], "gap")


def empty_page() -> QWidget:
    """Return an empty state alone."""
    actions = (("new", "Prepare a workshop"), ("sample", "Open the sample"))
    text = "Prepare one, or open the sample to look around."
    return _column(EmptyState("presentation", "No workshop yet", text, actions))


def standard_page() -> QWidget:
    """Return Qt's own controls under the style sheet."""
    box, number, check, radio = QComboBox(), QSpinBox(), QCheckBox("Check"), QRadioButton("Radio")
    box.addItems(["Practitioner", "Educator", "Advocate"])
    check.setChecked(True)
    radio.setChecked(True)
    table = QTableWidget(3, 3)
    table.setHorizontalHeaderLabels(["Name", "Role", "Group"])
    calm_table(table)
    table.setItem(0, 0, QTableWidgetItem("Nguyễn Văn Ánh"))
    table.setItem(1, 0, QTableWidgetItem("أمينة חנה Ćirić"))
    table.selectRow(1)
    tabs = QTabWidget()
    tabs.addTab(table, "People")
    tabs.addTab(Label("Groups"), "Groups")
    progress = QProgressBar()
    progress.setValue(40)
    box_with_buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
    )
    unchecked, locked = QCheckBox("Not checked"), QLineEdit("Cannot be changed")
    locked.setEnabled(False)
    rows = EditableList("Norms")
    rows.set_rows([("1", "Be Present"), ("2", "Candor"), ("3", "Attribution")])
    rows.setCurrentRow(1)
    rows.setMaximumHeight(theme.scaled(150))
    menu = QMenu()
    for words in ("Copy", "Remove"):
        menu.addAction(words)
    menu.setActiveAction(menu.actions()[0])
    menu.setWindowFlags(Qt.WindowType.Widget)
    left = _column(box, number, QTimeEdit(), check, unchecked, radio, locked)
    return _page(left, _column(tabs, progress, box_with_buttons), _column(rows, menu))


_PAGES = {
    "standard": standard_page,
    "scoring": scoring_page,
    "running": running_page,
    "empty": empty_page,
}


def main() -> None:
    """Write one picture per page, theme and text scale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rtl", action="store_true", help="lay out from right to left")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication([])
    if chosen.rtl:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for name in theme.THEMES:
        for scale in (1.0, 2.0):
            theme.apply_theme(app, theme.load_theme(name), scale)
            for title, build in _PAGES.items():
                page = build()
                page.resize(1366, 768)
                page.show()
                for _round in range(4):
                    app.processEvents()
                page.grab().save(str(chosen.out / f"{title}-{name}-{round(scale * 100)}.png"))
                page.close()


if __name__ == "__main__":
    main()
