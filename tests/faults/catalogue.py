"""The faults and the bad input that must be survived, by number."""

from __future__ import annotations

from collections.abc import Mapping

CRASH = "Crash"
IO = "I/O"
SHARE = "Share behaviour"
MERGE = "Merge"
FORGERY = "Forgery"
INPUT = "Bad input"
PRIVACY = "Kiosk and privacy"
OFFICE = "Office"

CASES: Mapping[int, tuple[str, str]] = {
    1: (CRASH, "killed while publishing"),
    2: (CRASH, "killed while importing"),
    3: (CRASH, "killed between commit and receipt"),
    4: (CRASH, "killed while deleting after a receipt"),
    5: (CRASH, "killed while installing a pack"),
    6: (CRASH, "killed while recovering"),
    7: (CRASH, "writes that were never synced are lost"),
    8: (CRASH, "killed while setting a file aside"),
    9: (IO, "no room on the share"),
    10: (IO, "no room on the station's disk"),
    11: (IO, "a write is cut short"),
    12: (IO, "fsync fails"),
    13: (IO, "the folder is read-only"),
    14: (IO, "a file is held by another program"),
    15: (IO, "folders cannot be synced"),
    16: (IO, "the share goes while it is written to"),
    17: (IO, "the listing hangs"),
    18: (IO, "the share was emptied, or is another one"),
    19: (IO, "temporary files are left over"),
    20: (SHARE, "a file is cut off at every byte"),
    21: (SHARE, "conflict copies"),
    22: (SHARE, "names in upper case"),
    23: (SHARE, "empty files and placeholders"),
    24: (SHARE, "pipes, folders, links and devices"),
    25: (SHARE, "ten thousand files that are none of ours"),
    26: (MERGE, "any order, doubling, splitting"),
    27: (MERGE, "four importers at once"),
    28: (MERGE, "SQLite against PostgreSQL"),
    29: (MERGE, "a bundle is missing"),
    30: (MERGE, "a disk was cloned"),
    31: (MERGE, "a database was put back"),
    32: (MERGE, "the same numbers with other content"),
    33: (MERGE, "rebuilt against step by step"),
    34: (MERGE, "clocks are wrong"),
    35: (FORGERY, "a bit is flipped"),
    36: (FORGERY, "an unknown key"),
    37: (FORGERY, "a withdrawn key"),
    38: (FORGERY, "one station signs for another"),
    39: (FORGERY, "files are played again"),
    40: (FORGERY, "catalogs of the past, mixed, oversized"),
    41: (FORGERY, "both keys while one follows the other"),
    42: (FORGERY, "published test vectors"),
    43: (INPUT, "JSON that is none"),
    44: (INPUT, "a payload that multiplies in memory"),
    45: (INPUT, "versions and kinds of the future"),
    46: (INPUT, "SQL in every text"),
    47: (INPUT, "hostile pack archives"),
    48: (INPUT, "hostile lesson texts"),
    49: (INPUT, "markup in names"),
    50: (INPUT, "formulas in spreadsheet cells"),
    51: (PRIVACY, "a PIN is guessed"),
    52: (PRIVACY, "a session is over"),
    53: (PRIVACY, "names on the share"),
    54: (PRIVACY, "a late bundle of somebody erased"),
    55: (OFFICE, "the office was put back"),
    56: (OFFICE, "two admins publish at once"),
    57: (OFFICE, "the share's identity is swapped"),
    58: (OFFICE, "an import is undone and redone"),
}
"""What each case belongs to, and what happens in it."""
