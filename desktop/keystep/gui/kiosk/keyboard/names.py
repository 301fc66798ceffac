"""What a screen reader calls a key."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from keystep.gui.i18n import mark, tr

ACTS: Mapping[str, str] = {
    "back": mark("Delete the letter before"),
    "enter": mark("Enter"),
    "shift": mark("Shift"),
    "signs": mark("Figures and signs"),
    "globe": mark("Another keyboard"),
    "left": mark("To the left"),
    "right": mark("To the right"),
    "space": mark("Space"),
    "done": mark("Done, hide the keyboard"),
}
WITH: Mapping[str, str] = {
    "\u0300": mark("{letter} with grave"),
    "\u0301": mark("{letter} with acute"),
    "\u0302": mark("{letter} with circumflex"),
    "\u0303": mark("{letter} with tilde"),
    "\u0304": mark("{letter} with macron"),
    "\u0306": mark("{letter} with breve"),
    "\u0307": mark("{letter} with a dot above"),
    "\u0308": mark("{letter} with two dots"),
    "\u030a": mark("{letter} with a ring"),
    "\u030b": mark("{letter} with double acute"),
    "\u030c": mark("{letter} with caron"),
    "\u0326": mark("{letter} with a comma below"),
    "\u0327": mark("{letter} with cedilla"),
    "\u0328": mark("{letter} with ogonek"),
}
SIGNS: Mapping[str, str] = {
    ",": mark("Comma"),
    ".": mark("Full stop"),
    "?": mark("Question mark"),
    "!": mark("Exclamation mark"),
    ":": mark("Colon"),
    ";": mark("Semicolon"),
    "'": mark("Apostrophe"),
    '"': mark("Quotation mark"),
    "-": mark("Hyphen"),
    "_": mark("Underscore"),
    "@": mark("At sign"),
    "#": mark("Number sign"),
    "&": mark("And"),
    "+": mark("Plus"),
    "=": mark("Equals"),
    "*": mark("Asterisk"),
    "/": mark("Slash"),
    "\\": mark("Backslash"),
    "%": mark("Per cent"),
    "(": mark("Open bracket"),
    ")": mark("Close bracket"),
    "<": mark("Less than"),
    ">": mark("Greater than"),
    "،": mark("Comma"),
    "؟": mark("Question mark"),
    "؛": mark("Semicolon"),
}


def name_of(text: str) -> str:
    """A letter is called as it is, as any reader of its language does; "é" is "e with acute", and a
    sign has a word."""
    if text in SIGNS:
        return tr(SIGNS[text])
    parts = unicodedata.normalize("NFD", text)
    if len(parts) == 2 and parts[1] in WITH:
        return tr(WITH[parts[1]], letter=parts[0])
    if unicodedata.category(text[0])[0] in "LN":
        return text
    return unicodedata.name(text[0], text).lower().removeprefix("arabic ")


def name_of_act(act: str) -> str:
    return tr(ACTS[act])
