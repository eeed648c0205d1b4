"""Finding what somebody said, to take it back."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _, _n
from app.ui import theme
from app.ui.after.taking_back import TakingBack
from app.ui.after.withdraw_panel import WithdrawPanel
from app.ui.after.words import SpokenWords, matching, spoken_words
from app.ui.desk import Desk
from app.ui.widgets.button import Button
from app.ui.widgets.search_field import SearchField
from app.ui.widgets.text import Heading, Label

MOST_SHOWN = 40


class WordsPage(QWidget):
    """A search over all free words; each hit can be withdrawn."""

    def __init__(self, desk: Desk, taking: TakingBack, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")
        self._desk = desk
        self._shown: object = None
        self._search = SearchField(_("A few of the words"))
        self._search.setObjectName("after.words.search")
        self._search.searched.connect(lambda _words: self.refresh())
        self._panel = WithdrawPanel(taking)
        self._panel.confirmed.connect(taking.withdraw)
        self._count = Label(role="quiet")
        self._hits = QVBoxLayout()
        self._hits.setSpacing(theme.scaled(8))
        hint = _(
            "Anyone may take back what they said. Find the words in reasons, evidence, notes, "
            "history or next steps, and withdraw them for good."
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.scaled(12), theme.scaled(12))
        column.setSpacing(theme.scaled(10))
        for widget in (
            Heading(_("Withdraw words"), role="title"),
            Label(hint, role="quiet"),
            self._search,
            self._panel,
            self._count,
        ):
            column.addWidget(widget)
        column.addLayout(self._hits)
        column.addStretch(1)

    def refresh(self) -> None:
        """Search again."""
        words = spoken_words(self._desk.snapshot, self._desk.language)
        hits, count = matching(words, self._search.text(), MOST_SHOWN)
        if (hits, count) == self._shown:
            return
        self._shown = (hits, count)
        told = _n("{n} text found", "{n} texts found", count).format(n=count)
        if count > MOST_SHOWN:
            told = _("{found}; the first {n} are shown").format(found=told, n=MOST_SHOWN)
        elif not words:
            told = _("Nobody’s words are in this workshop yet.")
        self._count.setText(told)
        while (item := self._hits.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for hit in hits:
            row = self._row(hit)
            self._hits.addWidget(row)
            row.show()
        # Rows that have no height yet would be seen squashed for a moment.
        self.setUpdatesEnabled(False)
        QTimer.singleShot(0, self, lambda: self.setUpdatesEnabled(True))

    def _row(self, hit: SpokenWords) -> QFrame:
        frame = QFrame()
        frame.setProperty("piece", "panel")
        frame.setAccessibleName(hit.where)
        ask = Button(_("Withdraw…"))
        ask.setObjectName(f"after.withdraw.{hit.target}")
        ask.setAccessibleDescription(hit.words[:200])
        ask.clicked.connect(lambda: self._panel.ask(hit.target, hit.words))
        words = QVBoxLayout()
        words.addWidget(Label(hit.where, role="small"))
        short = hit.words if len(hit.words) <= 400 else hit.words[:400].rstrip() + "…"
        words.addWidget(Label(short))
        row = QHBoxLayout(frame)
        row.addLayout(words, 1)
        row.addWidget(ask, 0, Qt.AlignmentFlag.AlignTop)
        return frame
