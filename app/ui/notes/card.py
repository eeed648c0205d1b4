"""One note as a card: read it, place it, tag it, with the mouse or one key."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QAccessible, QDrag, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.domain.notes import HIDDEN, TRAY, WALL, Note, Theme
from app.domain.scoring_sheet import SheetCell
from app.i18n import _
from app.ui import theme
from app.ui.score.cell_text import CellText
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.button import IconButton
from app.ui.widgets.painting import draw_box
from app.ui.widgets.text import Label

MIME = "application/x-equity-workshop-note"
_SHORT = 320
_MOVES = {
    Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0),
}  # fmt: skip


class NoteCard(QFrame):
    """Words, where from, themes; W puts it on the wall or back, H hides it, 1 to 9 tag it.

    Signals:
        place_requested(str, str): note id and "tray", "wall" or "hidden".
        theme_requested(str, int): note id and the number of a theme to give or take.
        move_requested(str, int, int): note id, columns and rows by which the focus moves.
        step_requested(str): make a next step of it.
        withdraw_requested(str): its words are to be withdrawn.
        remove_requested(str): it is to be removed.
    """

    SPOKEN_ROLE = QAccessible.Role.ListItem

    place_requested = Signal(str, str)
    theme_requested = Signal(str, int)
    move_requested = Signal(str, int, int)
    step_requested = Signal(str)
    withdraw_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, writer: CellWriter, note: Note, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setObjectName(f"notes.card.{note.id}")
        self._writer, self.note = writer, note
        self._themes: tuple[Theme, ...] = ()
        self._pressed: QPoint | None = None
        self._whole = False
        self._text = ""
        self._words = Label()
        self._edit: CellText | None = None
        self._detail = Label(role="small")
        self._wall = IconButton("pin", "", size=18)
        self._wall.clicked.connect(self._toggle_wall)
        self._hide = IconButton("eye-off", "", size=18)
        self._hide.clicked.connect(self._toggle_hidden)
        self._more = IconButton("ellipsis", _("More for this note"), size=18)
        self._more.clicked.connect(self._open_menu)
        for button in (self._wall, self._hide, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        bottom = QHBoxLayout()
        bottom.setSpacing(0)
        bottom.addWidget(self._detail, 1)
        for button in (self._wall, self._hide, self._more):
            bottom.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        self._column = QVBoxLayout(self)
        pad = theme.scaled(10)
        self._column.setContentsMargins(pad + 2, pad, theme.scaled(6), theme.scaled(6))
        self._column.setSpacing(theme.scaled(4))
        self._column.addWidget(self._words)
        self._column.addLayout(bottom)

    def show_note(
        self, note: Note, cell: SheetCell, origin: str, themes: Sequence[Theme], withdrawn: bool
    ) -> None:
        """Show a note as it stands."""
        self.note, self._themes = note, tuple(themes)
        self._text = _("(words withdrawn)") if withdrawn else cell.text
        if cell.contested or self._edit is not None:
            self._open_editor()
        if self._edit is not None:
            self._edit.show_cell(cell)
            self._words.hide()
        self._show_words()
        names = [theme.name for theme in themes if theme.id in note.themes]
        self._detail.setText(" · ".join(part for part in (origin, *names) if part))
        on_wall, hidden = note.place == WALL, note.place == HIDDEN
        self._wall.set_name(_("Back to the tray (W)") if on_wall else _("To the wall (W)"))
        self._wall.set_icon_name("pin-off" if on_wall else "pin")
        self._hide.set_name(_("Show again (H)") if hidden else _("Hide (H)"))
        self._hide.set_icon_name("eye" if hidden else "eye-off")
        places = {TRAY: _("waiting"), WALL: _("on the wall"), HIDDEN: _("hidden")}
        self.setAccessibleName(self._text)
        self.setAccessibleDescription(
            ", ".join(part for part in (places[note.place], self._detail.text()) if part)
        )

    @property
    def editing(self) -> bool:
        """Tell whether the words can be changed here now."""
        return self._edit is not None

    def edit(self) -> None:
        """Let the words be changed."""
        self._open_editor()
        self._words.hide()

    def stops(self) -> list[QWidget]:
        """Return where Tab stops in here, in order: the card, then what its words are edited in."""
        inside = self._edit.findChildren(QWidget) if self._edit is not None else []
        return [self, *(one for one in inside if one.focusPolicy() & Qt.FocusPolicy.TabFocus)]

    def event(self, event: QEvent) -> bool:
        """Claim this card's keys before the window's shortcuts do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and (
                event.key() in _MOVES or event.text().casefold() in tuple("whs123456789")
            ):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Place, tag, move on."""
        key, text = event.key(), event.text().casefold()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif text == "w":
            self._toggle_wall()
        elif text == "h":
            self._toggle_hidden()
        elif text == "s":
            self.step_requested.emit(self.note.id)
        elif text.isdigit() and text != "0":
            self.theme_requested.emit(self.note.id, int(text))
        elif key in _MOVES:
            self.move_requested.emit(self.note.id, *_MOVES[Qt.Key(key)])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Menu):
            self._open_menu()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Show the ring while keys act on this card."""
        super().paintEvent(event)
        if self.hasFocus():
            ring = theme.color("focus")
            draw_box(QPainter(self), QRectF(self.rect()), None, ring, theme.scaled(10), 3.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin what may become a drag."""
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag the card once the pointer has moved far enough."""
        if self._pressed is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        moved = (event.position().toPoint() - self._pressed).manhattanLength()
        if moved < QApplication.startDragDistance():
            return
        self._pressed = None
        data = QMimeData()
        data.setData(MIME, self.note.id.encode())
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.setPixmap(self.grab())
        drag.exec(Qt.DropAction.MoveAction)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A plain press ends here."""
        self._pressed = None
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Read a long note in full, or its beginning again."""
        self._toggle_whole()

    def _toggle_whole(self) -> None:
        self._whole = not self._whole
        self._show_words()

    def _show_words(self) -> None:
        long = len(self._text) > _SHORT and not self._whole
        self._words.setText(self._text[:_SHORT].rstrip() + "…" if long else self._text)

    def _open_editor(self) -> None:
        if self._edit is None:
            self._edit = CellText(
                self._writer, "", _("The note’s words"), _("Words of the note"), least_lines=1
            )
            self._column.insertWidget(1, self._edit)

    def _toggle_wall(self) -> None:
        place = TRAY if self.note.place == WALL else WALL
        self.place_requested.emit(self.note.id, place)

    def _toggle_hidden(self) -> None:
        place = TRAY if self.note.place == HIDDEN else HIDDEN
        self.place_requested.emit(self.note.id, place)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self._text) > _SHORT:
            whole = menu.addAction(_("Show less") if self._whole else _("Show all of it"))
            whole.triggered.connect(self._toggle_whole)
        menu.addAction(_("Edit the words")).triggered.connect(
            lambda: self.place_requested.emit(self.note.id, "edit")
        )
        step = menu.addAction(_("Make it a next step (S)"))
        step.triggered.connect(lambda: self.step_requested.emit(self.note.id))
        if self._themes:
            tags = menu.addMenu(_("Themes"))
            for number, one in enumerate(self._themes, 1):
                action = tags.addAction(f"{number}  {one.name}".replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(one.id in self.note.themes)
                action.triggered.connect(
                    lambda _on=False, n=number: self.theme_requested.emit(self.note.id, n)
                )
        menu.addSeparator()
        withdraw = menu.addAction(_("Withdraw the words…"))
        withdraw.triggered.connect(lambda: self.withdraw_requested.emit(self.note.id))
        remove = menu.addAction(_("Remove the note"))
        remove.triggered.connect(lambda: self.remove_requested.emit(self.note.id))
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))
