"""Drafts: what is being typed now, durable at every keystroke, outside the ledger."""

from dataclasses import dataclass

PERSONAL = "person:"
"""How the keys of fields begin that hold a name; "forget the people" and exports drop them."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """The unsettled text of one field; ``key`` names the field, such as ``str(CellKey(…))``.

    ``based_on`` are the entries that the typing began from.
    """

    key: str
    text: str
    at: str
    based_on: tuple[str, ...] = ()


@dataclass(frozen=True)
class Settled:
    """The end of a draft: forgotten, once the entry ``entry_id`` (if any) was accepted."""

    key: str
    entry_id: str = ""
