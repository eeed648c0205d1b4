"""The room's norms on a station, to be read again at the table."""

from PySide6.QtWidgets import QWidget

from app.domain.norms import Norm
from app.domain.text import say
from app.i18n import _
from app.ui import theme
from app.ui.widgets.scroll_page import ScrollPage, fill
from app.ui.widgets.text import Heading, Label


class NormsPage(QWidget):
    """Every norm with its words."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[object, ...] = ()
        self._labels: list[Label] = []
        self._page = ScrollPage(spacing=4)
        self._page.column.addWidget(Heading(_("Norms"), role="title"))
        self._page.column.addStretch(1)
        fill(self, self._page)

    def show_norms(self, norms: tuple[Norm, ...], language: str) -> None:
        """Show the norms in a language."""
        if (norms, language) == self._shown:
            return
        self._shown = (norms, language)
        for label in self._labels:
            self._page.column.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []
        for norm in norms:
            name = Label(say(norm.name, language), role="strong")
            name.setContentsMargins(0, theme.scaled(8), 0, 0)
            self._labels += [name, Label(say(norm.text, language), role="quiet")]
        for label in self._labels:
            self._page.column.insertWidget(self._page.column.count() - 1, label)
