"""The room screen is no window to switch to: X11's taskbars and window lists are asked to skip it.

The window stays an ordinary one in every other way: a "tool" window gets no keys from some window
managers, and then Esc would not leave it.
Format: Extended Window Manager Hints, "_NET_WM_STATE" (specifications.freedesktop.org/wm-spec).
"""

import ctypes
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_APPEND, _ATOM, _BITS = 2, 4, 32
_STATES = (b"_NET_WM_STATE_SKIP_TASKBAR", b"_NET_WM_STATE_SKIP_PAGER")


class _AtomReply(ctypes.Structure):
    """``xcb_intern_atom_reply_t`` of xcb/xproto.h."""

    _fields_ = (
        ("response_type", ctypes.c_uint8), ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16), ("length", ctypes.c_uint32), ("atom", ctypes.c_uint32),
    )  # fmt: skip


class _Cookie(ctypes.Structure):
    """``xcb_intern_atom_cookie_t``, the same as every other cookie."""

    _fields_ = (("sequence", ctypes.c_uint),)


def keep_out_of_taskbar(window: QWidget) -> None:
    """Ask so for a window that is about to be shown; without X11, or where it fails, do nothing.

    Qt keeps what stands in that property when it maps the window; a manager forgets it on hiding.
    """
    if QGuiApplication.platformName() != "xcb" or window.isVisible():
        return
    native = getattr(QGuiApplication.instance(), "nativeInterface", lambda: None)()
    if native is None:
        return
    number = int(window.winId())
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
        connection = ctypes.c_void_p(int(native.connection()))
    except (OSError, AttributeError, TypeError, ValueError):
        return
    xcb.xcb_intern_atom.restype = _Cookie
    xcb.xcb_intern_atom_reply.restype = ctypes.POINTER(_AtomReply)
    state, *values = (_atom(xcb, connection, name) for name in (b"_NET_WM_STATE", *_STATES))
    if state and all(values):
        data = (ctypes.c_uint32 * len(values))(*values)
        xcb.xcb_change_property.restype = _Cookie
        xcb.xcb_change_property(
            connection, ctypes.c_uint8(_APPEND), ctypes.c_uint32(number), ctypes.c_uint32(state),
            ctypes.c_uint32(_ATOM), ctypes.c_uint8(_BITS), ctypes.c_uint32(len(values)), data,
        )  # fmt: skip


def _atom(xcb: Any, connection: ctypes.c_void_p, name: bytes) -> int:
    cookie = xcb.xcb_intern_atom(connection, ctypes.c_uint8(0), ctypes.c_uint16(len(name)), name)
    reply = xcb.xcb_intern_atom_reply(connection, cookie, None)
    if not reply:
        return 0
    atom = int(reply.contents.atom)
    free = ctypes.CDLL(None).free
    free.argtypes = (ctypes.c_void_p,)
    free(reply)
    return atom
