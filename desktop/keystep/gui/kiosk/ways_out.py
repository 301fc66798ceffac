"""Keys that lead out of a program, or into parts of it that are not for everybody.

What is known to be harmless is let through, everything else with Ctrl, Alt or the system's key is
not: no list of the other kind would ever be whole.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

Key = Qt.Key
Held = Qt.KeyboardModifier

MOVING = frozenset(
    {Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down}
    | {Key.Key_Home, Key.Key_End, Key.Key_PageUp, Key.Key_PageDown}
)
EDITING = frozenset(
    {Key.Key_A, Key.Key_C, Key.Key_V, Key.Key_X, Key.Key_Y, Key.Key_Z}
    | {Key.Key_Backspace, Key.Key_Delete, Key.Key_Return, Key.Key_Enter}
)
SEARCHING = Key.Key_K
MODIFIERS = frozenset({Key.Key_Shift, Key.Key_Control, Key.Key_Alt, Key.Key_AltGr})
SPECIAL = (
    range(Key.Key_Pause, Key.Key_Clear),
    range(Key.Key_Meta, Key.Key_Meta + 1),
    range(Key.Key_F1, Key.Key_Direction_L),
    range(Key.Key_Back, Key.Key_VolumeDown),
    range(Key.Key_HomePage, Key.Key_AltGr),
    range(Key.Key_Cancel, Key.Key_unknown),
)
"""Pause and print, the system's keys, F1 to help, a browser's and an office's keys, sleep and
power; between them lie what steers the sound, dead keys and other scripts' input."""


def leads_out(event: QKeyEvent) -> bool:
    """Whether this key, with what is held down, must not reach anything."""
    key, held = event.key(), event.modifiers()
    if key in MODIFIERS:
        return False
    if any(key in keys for keys in SPECIAL) or held & Held.MetaModifier:
        return True
    ctrl, alt = bool(held & Held.ControlModifier), bool(held & Held.AltModifier)
    if ctrl and alt:
        return not _writes(event)
    if ctrl:
        return key not in MOVING | EDITING and key != SEARCHING
    return alt and key not in MOVING


def _writes(event: QKeyEvent) -> bool:
    """Whether it is a letter: some keyboards make @ and € with both keys held."""
    return event.text().isprintable() and event.text() != ""
