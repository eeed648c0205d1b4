"""Which function carries out which command."""

from collections.abc import Callable
from typing import Any, TypeVar

from app.domain.commands import Command
from app.storage.database import Transaction

C = TypeVar("C", bound=Command)
Handler = Callable[[Transaction, Any], None]
_HANDLERS: dict[type[Command], Handler] = {}


def handles(
    cls: type[C],
) -> Callable[[Callable[[Transaction, C], None]], Callable[[Transaction, C], None]]:
    """Register the function for a command; one each."""

    def register(function: Callable[[Transaction, C], None]) -> Callable[[Transaction, C], None]:
        if cls in _HANDLERS:
            raise ValueError(f"{cls.__name__} has two handlers")
        _HANDLERS[cls] = function
        return function

    return register


def handler_of(cls: type[Command]) -> Handler:
    """Return the function for a command class."""
    return _HANDLERS[cls]


def handled() -> frozenset[type[Command]]:
    """Return every command class that has a function."""
    return frozenset(_HANDLERS)
