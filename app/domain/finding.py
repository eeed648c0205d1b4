"""What one check found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One check: what, whether it is well, what was seen, what to do.

    Attributes:
        name: what was checked.
        well: whether the day can go on like this.
        seen: what was found.
        remedy: what to do; for a check that is well, something worth knowing.

    """

    name: str
    well: bool
    seen: str
    remedy: str = ""
