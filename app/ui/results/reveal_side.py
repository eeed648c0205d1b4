"""The side of the results page: who has confirmed, the reveal, and the room screen."""

from collections import Counter

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from app.domain.changes import Changes
from app.domain.results import ResultsTable, Standing
from app.domain.scenes import ShowScene
from app.domain.seating import Group
from app.i18n import _, _n
from app.ui import theme
from app.ui.console.room_panels import reveal
from app.ui.console.wording import clock_time
from app.ui.desk import Desk
from app.ui.group_words import group_title
from app.ui.stations.closing_panel import closing_line
from app.ui.widgets.button import Button
from app.ui.widgets.panel import Panel
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Heading, Label

LONGEST_LIST = 60
"""Characters of the groups' names up to which they are listed rather than counted."""


class RevealSide(QScrollArea):
    """Groups with their word, reveal or hide with an inline yes, and what the room sees.

    Signals:
        group_requested(str): show this group's sheet.
    """

    group_requested = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._marks: Counter[str] = Counter()
        self._answered: Counter[str] = Counter()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = inner = QWidget()
        inner.setProperty("role", "raised")
        self._heading = Heading()
        self._hint = Label(role="quiet")
        self._reveal = Button(icon_name="eye", kind="primary")
        self._reveal.setObjectName("results.reveal")
        self._reveal.clicked.connect(self._on_reveal_clicked)
        self._sure = self._build_sure()
        self._groups = SidebarList(_("Groups and whether they confirmed"))
        self._groups.setObjectName("results.groups")
        self._groups.itemActivated.connect(self._on_groups_activated)
        self._groups.itemClicked.connect(self._on_groups_activated)
        column = QVBoxLayout(inner)
        pad = theme.scaled(14)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.scaled(9))
        for widget in (self._heading, self._hint, self._reveal, self._sure):
            column.addWidget(widget)
        column.addWidget(self._build_room())
        self._groups_title = Label(_("Groups"), role="strong")
        column.addWidget(self._groups_title)
        column.addWidget(self._groups)
        column.addStretch(1)
        self.setWidget(inner)
        desk.changed.connect(self._on_desk_changed)

    def least_width(self) -> int:
        """Return the pixels without which words would be cut, the scroll bar's included."""
        return self._inner.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()

    def refresh(self, table: ResultsTable) -> None:
        """Read the snapshot again; ``table`` is the results read from it."""
        self._marks = Counter(m.group_id for row in table.rows for m in row.marks)
        self._answered = Counter(
            m.group_id
            for row in table.rows
            for m in row.marks
            if m.standing is not Standing.NOT_YET
        )
        snapshot = self._desk.snapshot
        revealed_at = snapshot.workshop.revealed_at
        left = [g for g in snapshot.groups if not snapshot.group_state(g.id).confirmed_at]
        if revealed_at is not None:
            moment = clock_time(snapshot.workshop, revealed_at)
            self._heading.setText(_("Revealed at {time}").format(time=moment))
            self._hint.setText(_("Room screen, stations and reports may show the scores."))
            self._reveal.setText(_("Hide again"))
            self._reveal.set_kind("plain")
            self._reveal.set_icon_name("eye-off")
            if self._sure.isVisibleTo(self):
                self._on_no_clicked()
        else:
            self._heading.setText(_("Hidden from the room"))
            nobody = _("No groups yet. Make them under Prepare.")
            words = self._left_words(left) if snapshot.groups else nobody
            self._hint.setText(words)
            self._reveal.setText(_("Reveal to the room…"))
            # Before anything is scored there is nothing that the room could see.
            self._reveal.set_kind("primary" if self._answered else "plain")
            self._reveal.set_icon_name("eye")
        self._sure_words.setText(self._left_words(left))
        self._room_hint.setVisible(revealed_at is None)
        for button in self._scene_buttons.values():
            button.setEnabled(revealed_at is not None)
        self._mark_scene()
        self._groups_title.setVisible(bool(snapshot.groups))
        self._groups.set_rows([self._row(group) for group in snapshot.groups])

    def _build_sure(self) -> Panel:
        panel = Panel(_("Show the scores now?"))
        self._sure_words = Label(role="quiet")
        panel.add(self._sure_words)
        self._closing = Button(kind="quiet")
        self._closing.setObjectName("results.reveal.closing")
        self._closing.clicked.connect(lambda: self._desk.page_requested.emit("after:closing"))
        panel.add(self._closing)
        yes = Button(_("Reveal"), kind="primary")
        yes.setObjectName("results.reveal.yes")
        yes.clicked.connect(self._on_yes_clicked)
        no = Button(_("Not yet"))
        no.setObjectName("results.reveal.no")
        no.clicked.connect(self._on_no_clicked)
        self._no = no
        panel.add(yes)
        panel.add(no)
        panel.hide()
        return panel

    def _build_room(self) -> Panel:
        panel = Panel(_("On the room screen"))
        self._room_hint = Label(_("Shown from the reveal on."), role="small")
        panel.add(self._room_hint)
        self._scene_buttons: dict[str, Button] = {}
        for scene, label, icon in (
            ("results", _("Both scores"), "chart-scatter"),
            ("reflect", _("With the question"), "messages-square"),
        ):
            button = Button(label, icon_name=icon)
            button.setObjectName(f"results.show.{scene}")
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, name=scene: self._on_scene_clicked(name))
            self._scene_buttons[scene] = button
            panel.add(button)
        follow = Button(_("Follow the agenda"), kind="quiet")
        follow.setObjectName("results.show.agenda")
        follow.clicked.connect(lambda: self._desk.submit(ShowScene(scene="")))
        panel.add(follow)
        return panel

    def show_scene(self, scene: str, **arguments: str) -> None:
        """Put a scene on the room screen."""
        self._desk.submit(ShowScene(scene=scene, arguments=dict(arguments)))

    def _on_desk_changed(self, changes: Changes, _origin: str) -> None:
        if changes.touches("scene"):
            self._mark_scene()

    def _on_scene_clicked(self, scene: str) -> None:
        self.show_scene(scene)
        self._mark_scene()

    def _mark_scene(self) -> None:
        """Mark what was put on the room screen from here, until it changes."""
        for scene, button in self._scene_buttons.items():
            button.setChecked(self._desk.snapshot.scene.override == scene)

    def _row(self, group: Group) -> Row:
        snapshot = self._desk.snapshot
        state = snapshot.group_state(group.id)
        done, total = self._answered[group.id], self._marks[group.id]
        progress = _("{done} of {total} answers").format(done=done, total=total)
        if state.confirmed_at:
            word, icon, role = _("confirmed"), "circle-check", "success"
        elif state.finished_at:
            word, icon, role = _("finished, not confirmed"), "circle-dashed", "attention"
        else:
            word, icon, role = _("not confirmed"), "circle-dashed", "quiet_ink"
        return Row(
            row_id=group.id,
            title=group_title(group.label),
            detail=f"{word} · {progress}",
            icon_name=icon,
            icon_role=role,
        )

    @staticmethod
    def _left_words(left: list[Group]) -> str:
        if not left:
            return _("Every group has confirmed.")
        labels = ", ".join(group.label for group in left)
        if len(labels) > LONGEST_LIST:
            return _n(
                "{n} group has not confirmed.", "{n} groups have not confirmed.", len(left)
            ).format(n=len(left))
        return _n(
            "{n} group has not confirmed: {labels}.",
            "{n} groups have not confirmed: {labels}.",
            len(left),
        ).format(n=len(left), labels=labels)

    def _on_reveal_clicked(self) -> None:
        if self._desk.snapshot.workshop.revealed_at is not None:
            reveal(self._desk, False)
        else:
            words = closing_line(self._desk.door.closing_check())
            self._closing.setText(words)
            self._closing.setVisible(bool(words))
            self._ask(True)
            self.ensureWidgetVisible(self._sure)

    def _ask(self, asking: bool) -> None:
        """Show the question in place of the button that asks it, or the button again.

        A key pressed twice reveals nothing: the focus goes to "Not yet".
        """
        self._sure.setVisible(asking)
        (self._no if asking else self._reveal).setFocus(Qt.FocusReason.OtherFocusReason)
        self._reveal.setVisible(not asking)
        self._hint.setVisible(not asking)

    def _on_no_clicked(self) -> None:
        self._reveal.show()
        self._ask(False)

    def _on_yes_clicked(self) -> None:
        self._on_no_clicked()
        reveal(self._desk, True)

    def _on_groups_activated(self) -> None:
        self.group_requested.emit(self._groups.current_id())
