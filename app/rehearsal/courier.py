"""Brings copies of a station's own entries to the hub once more, or in another order.

By a connection of its own and with the station's token, as a network does that delivers late.
"""

from collections.abc import Sequence
from typing import Any

import httpx

from app.domain.enrolments import Enrolment
from app.room.pinning import pinned_context
from app.room.protocol import encode

SECONDS = 20.0


def bring(enrolment: Enrolment, address: str, entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Bring entries in one envelope, in this order; return the hub's receipt.

    Raises:
        httpx.HTTPError: where the hub does not take it.

    """
    envelope = {
        "room": enrolment.room,
        "workshop": enrolment.workshop,
        "epoch": enrolment.epoch,
        "station": enrolment.station,
        "entries": list(entries),
    }
    headers = {
        "Authorization": f"Bearer {enrolment.token}",
        "X-Station": enrolment.station,
        "Content-Type": "application/json",
    }
    context = pinned_context(enrolment.certificate_pem)
    with httpx.Client(verify=context, trust_env=False, timeout=SECONDS) as client:
        answer = client.post(f"{address}/v1/entries", content=encode(envelope), headers=headers)
    answer.raise_for_status()
    receipt: dict[str, Any] = answer.json()
    return receipt
