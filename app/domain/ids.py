"""Identifiers: random, made where a thing is typed, so that two laptops never make the same one."""

import uuid

HUB = "hub"
"""The station name of the facilitator's own program."""


def new_id() -> str:
    """Return a fresh identifier: 32 hexadecimal digits."""
    return uuid.uuid4().hex
