"""What can go wrong outside the program. Bugs are ordinary exceptions and never one of these."""


class UserError(Exception):
    """Something a person can understand and act on.

    Attributes:
        happened: what happened, one sentence.
        safe: what is safe, one sentence ("" where nothing was at stake).
        remedy: what to do, one sentence ("" where nothing can be done).

    Texts are in the interface's language already.

    """

    def __init__(self, happened: str, *, safe: str = "", remedy: str = "") -> None:
        """Keep the three sentences."""
        super().__init__(" ".join(part for part in (happened, safe, remedy) if part))
        self.happened = happened
        self.safe = safe
        self.remedy = remedy


class FileProblemError(UserError):
    """A file that cannot be read, is not what it claims, or cannot be written."""


class StorageProblemError(UserError):
    """The workshop file cannot be written now (disk full, locked, taken away)."""


class NotAllowedError(UserError):
    """The workshop's own rules refuse this change (a locked scale, a hidden result)."""


class WordsWithdrawnError(NotAllowedError):
    """Words that were withdrawn from this workshop came back, and are refused."""


class StaleUndoError(UserError):
    """What was to be undone has been changed since."""


class InvalidChangeError(UserError):
    """A command whose values make no sense here (an unknown id, an empty name)."""
