"""What Prepare is made of: sections, each with its page."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtWidgets import QWidget

from app.ui.desk import Desk


class Section(NamedTuple):
    """One section: its id, its name in the interface's language, its icon, what makes its page."""

    section_id: str
    label: str
    icon_name: str
    make: Callable[[Desk], QWidget]
