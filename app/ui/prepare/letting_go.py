"""Taking a widget off its page for good."""

from PySide6.QtWidgets import QWidget


def let_go(widget: QWidget) -> None:
    """Take ``widget`` off its page now and delete it when the event loop comes round.

    It is hidden while it still has its place, so that fields in it hand in their words.
    """
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
