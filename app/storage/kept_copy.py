"""A whole workshop file in memory, packed: that takes a third of the room at most."""

import threading
import zlib

_QUICKLY = 1
"""How hard to pack: a day's file takes a tenth of a second, and more effort saves little."""


class KeptCopy:
    """The content of a file at one moment, packed beside the thread that hands it in."""

    def __init__(self, content: bytes) -> None:
        """Begin to pack."""
        self._content, self._packed = content, b""
        self._packing = threading.Thread(target=self._pack, name="copy", daemon=True)
        self._packing.start()

    @property
    def size(self) -> int:
        """Return how many bytes it takes, once it is packed."""
        self._packing.join()
        return len(self._packed) or len(self._content)

    def content(self) -> bytes:
        """Return the content as it was handed in."""
        self._packing.join()
        return zlib.decompress(self._packed) if self._packed else self._content

    def _pack(self) -> None:
        packed = zlib.compress(self._content, _QUICKLY)
        self._packed, self._content = packed, b""
