"""Clients for tests that speak to a hub by hand."""

from typing import Any

import httpx

from app.room.bounds import REUSED_SECONDS

PATIENCE_SECONDS = 60.0
"""How long an answer may take: on a busy machine it takes longer, and that is no promise."""


def a_client(address: str = "", **options: Any) -> httpx.Client:
    """Return a client that, like a station, sends on no connection the hub may be closing.

    With ``address`` it is another device: it speaks from there, and trusts any certificate.
    """
    limits = httpx.Limits(keepalive_expiry=REUSED_SECONDS)
    if address:
        transport = httpx.HTTPTransport(verify=False, local_address=address, limits=limits)
        options["transport"] = transport
    return httpx.Client(limits=limits, timeout=PATIENCE_SECONDS, **options)
