"""What the writer thread takes from its queue: commands, drafts, envelopes, jobs and signs."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any

from app.domain.commands import Command
from app.domain.envelopes import Envelope
from app.services.execution import DraftStep
from app.services.files import WorkshopFile
from app.services.saving import Batch, newest_steps


@dataclass
class Work:
    """One thing for the writer thread: a command, a step of a draft (or both), a job, a sign."""

    command: Command | None = None
    envelope: Envelope | None = None
    answer: Future[Any] | None = None
    origin: str = ""
    draft: DraftStep | None = None
    job: Callable[[WorkshopFile], Any] | None = None
    token: str = ""
    beside: bool = False
    stop: bool = False
    done: threading.Event | None = None

    def reply(self, found: Any) -> None:
        """Answer whoever asked, unless they have gone meanwhile."""
        if self.answer is None or not self.answer.set_running_or_notify_cancel():
            return
        if isinstance(found, Exception):
            self.answer.set_exception(found)
        else:
            self.answer.set_result(found)


@dataclass
class Load:
    """What is taken from the queue at once."""

    works: list[Work] = field(default_factory=list)

    def commands(self) -> list["Work"]:
        """Return the works that carry a command."""
        return [work for work in self.works if work.command is not None]

    def envelopes(self) -> list["Work"]:
        """Return the works that carry an envelope of a station."""
        return [work for work in self.works if work.envelope is not None]

    def batch(self) -> Batch:
        """Return what there is to save."""
        steps = newest_steps(work.draft for work in self.works if work.draft is not None)
        commands = (work.command for work in self.works)
        return Batch(tuple(command for command in commands if command is not None), steps)
