"""What marks a file as ours. No SQLAlchemy: Home reads heads of files before it is imported."""

APPLICATION_ID = 0x45515752
"""SQLite ``application_id`` of a workshop file: "EQWR"."""

SCHEMA_VERSION = 3
"""SQLite ``user_version``: the number of the newest migration."""

SUFFIX = ".eqw"
"""How the name of a workshop file ends."""

MAGIC = b"SQLite format 3\x00"
"""The first bytes of every SQLite file (https://www.sqlite.org/fileformat2.html)."""


def revision_of(version: int) -> str:
    """Return the name of the migration that leads to a schema version."""
    return f"{version:04d}"
