"""The inline question before somebody's words are erased."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui import theme
from app.ui.after.taking_back import TakingBack
from app.ui.widgets.button import Button
from app.ui.widgets.flow_layout import FlowLayout
from app.ui.widgets.panel import Panel
from app.ui.widgets.text import Label

_LONGEST_QUOTE = 400


class WithdrawPanel(Panel):
    """Quotes the words, says what erasing them means, lists files that already left, and asks.

    Signals:
        confirmed(str): erase what ``ask`` named.
    """

    confirmed = Signal(str)

    def __init__(self, taking: TakingBack, parent: QWidget | None = None) -> None:
        super().__init__(_("Withdraw these words?"), parent=parent)
        self.setObjectName("withdraw.panel")
        self._taking = taking
        self._target = ""
        self._quote = Label()
        self._left = Label(role="small")
        self.add(self._quote)
        hint = _(
            "They are erased from this laptop’s file, from its history and from every backup. "
            "They do not come back with an old copy. This cannot be undone."
        )
        self.add(Label(hint, role="quiet"))
        self.add(self._left)
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.scaled(8))
        yes = Button(_("Withdraw the words"), kind="danger", icon_name="trash-2")
        yes.setObjectName("withdraw.yes")
        yes.clicked.connect(self._on_yes_clicked)
        self._no = Button(_("Keep them"))
        self._no.setObjectName("withdraw.no")
        self._no.clicked.connect(self.hide)
        flow.addWidget(yes)
        flow.addWidget(self._no)
        self.add(row)
        taking.left_read.connect(self._on_taking_left_read)
        self.hide()

    def ask(self, target: str, words: str) -> None:
        """Ask about ``words`` at ``target``."""
        self._target = target
        short = words if len(words) <= _LONGEST_QUOTE else words[:_LONGEST_QUOTE].rstrip() + "…"
        self._quote.setText(_("“{words}”").format(words=short))
        self._left.setText("")
        self._taking.read_left()
        self.show()
        self._no.setFocus()

    def _on_taking_left_read(self, files: object) -> None:
        names = list(dict.fromkeys(entry.path.name for entry in files))  # type: ignore[attr-defined]
        if not names:
            self._left.setText(_("No file has left this program yet."))
            return
        listed = ", ".join(names[:6]) + ("…" if len(names) > 6 else "")
        self._left.setText(
            _("These files left before and may hold the words: {files}.").format(files=listed)
        )

    def _on_yes_clicked(self) -> None:
        self.hide()
        self.confirmed.emit(self._target)
