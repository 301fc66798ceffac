"""Why a file was set aside, in plain words, and what comes next."""

from __future__ import annotations

from collections.abc import Mapping

from keystep.domain.bundles import Reason
from keystep.domain.trust import Asks
from keystep.gui.i18n import mark

LEAVE = mark("It lies in {folder}: leave it, or tell who looks after the share")
ASKED = mark("What it should hold is asked for again")

PLAIN: Mapping[Reason, tuple[str, str]] = {
    Reason.NOT_A_FILE: (mark("Not a file: a folder, a link or a device."), LEAVE),
    Reason.TOO_LARGE: (mark("Larger than a bundle can be."), LEAVE),
    Reason.UNSTABLE: (
        mark("It was still being written when we looked."),
        mark("Tried again with the next import"),
    ),
    Reason.BAD_ENVELOPE: (mark("Not a bundle: it only has the name of one."), LEAVE),
    Reason.BAD_SIGNATURE: (
        mark("The signature does not fit this station’s key: the file was changed."),
        ASKED,
    ),
    Reason.UNKNOWN_STATION: (
        mark("We do not know the key that signed it."),
        mark("It counts as soon as its station asks and is enrolled"),
    ),
    Reason.REVOKED: (
        mark("It was written after this station’s key was withdrawn."),
        mark("It stays out; trust the station again, and it comes in"),
    ),
    Reason.NEW_EPOCH: (
        mark("It begins a new history: the station’s disk was put back or copied."),
        mark("It counts as soon as the station asks and you approve it"),
    ),
    Reason.NEWER_VERSION: (
        mark("A newer Keystep wrote it."),
        mark("Update Keystep here, then it is imported by itself"),
    ),
    Reason.CANNOT_UNSEAL: (
        mark("It is sealed for another key than ours."),
        mark("Have the station leave this share and join it again"),
    ),
    Reason.BAD_JSON: (mark("What is inside cannot be read."), ASKED),
    Reason.BAD_SHAPE: (mark("What is inside is not what a bundle holds."), ASKED),
    Reason.HEADER_MISMATCH: (
        mark("It names one station and is signed by another."),
        mark("It stays out; find out who put it on the share"),
    ),
    Reason.BROKEN_CHAIN: (
        mark("Its events do not follow one another: something was taken out or put in."),
        ASKED,
    ),
}

ASKING: Mapping[Asks, tuple[str, str]] = {
    Asks.ENROL: (
        mark("It asks to be enrolled."),
        mark("Compare the eight words with its screen, then its bundles count"),
    ),
    Asks.EPOCH: (
        mark("Its disk turned out to be a copy: put back, or cloned onto a second machine."),
        mark("What it recorded since waits until you approve it"),
    ),
}
