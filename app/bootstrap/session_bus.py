"""Whether there is a desktop to ask, without asking it."""

import os
from pathlib import Path


def session_bus_is_there() -> bool:
    """Tell whether the desktop has a bus: asking without would start one, which knows nothing."""
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    return bool(
        os.environ.get("DBUS_SESSION_BUS_ADDRESS") or (runtime and Path(runtime, "bus").exists())
    )
