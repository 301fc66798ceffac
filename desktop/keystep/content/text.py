"""Bytes of a pack to text: UTF-8, line ends made one, invisible controls refused."""

from __future__ import annotations

import re

from keystep.content.faults import Fault

_BOM = b"\xef\xbb\xbf"
_REFUSED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def read_text(file: str, data: bytes) -> str | Fault:
    """The text of ``file``, lines ending in a line feed; else why it is none."""
    if data.startswith(_BOM):
        return Fault(file, 1, "The file begins with a byte order mark.", "Save it without one.")
    try:
        text = data.decode().replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Fault(file, line, "The text is not UTF-8.", "Save the file as UTF-8.")
    if not text.strip():
        return Fault(file, 1, "The file is empty.", "Write it or delete it.")
    if control := control_in(text):
        line = text.count("\n", 0, text.index(control)) + 1
        return Fault(file, line, *control_fault(control))
    return text


def control_in(text: str) -> str:
    """The first control character that has no place in text, or nothing."""
    found = _REFUSED.search(text)
    return found.group() if found else ""


def control_fault(control: str) -> tuple[str, str]:
    """What to say of it, and the mend."""
    return f"The text has the invisible character U+{ord(control):04X}.", "Delete it."
