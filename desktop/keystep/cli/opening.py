"""How a command comes to an open office, and to what only people know."""

from __future__ import annotations

import argparse
import getpass
import os
import warnings
from pathlib import Path

from keystep import paths
from keystep.bootstrap import open_office
from keystep.errors import UsageError
from keystep.services.office import Office, pinned_share

PASSPHRASE_VARIABLE = "KEYSTEP_PASSPHRASE"  # noqa: S105 - the variable's name


def home(options: argparse.Namespace) -> Path:
    return paths.home(options.home, "admin")


def locked_office(options: argparse.Namespace) -> Office:
    """The office to look at."""
    return open_office(_founded(options), None)


def unlocked_office(options: argparse.Namespace) -> Office:
    return open_office(_founded(options), passphrase(options))


def passphrase(options: argparse.Namespace, *, new: bool = False) -> str:
    """From the file, the environment, or the keyboard; a new one is typed twice."""
    if options.passphrase_file is None and PASSPHRASE_VARIABLE in os.environ:
        return _not_empty(os.environ[PASSPHRASE_VARIABLE], "Passphrase")
    return secret(options.passphrase_file, "Passphrase", new=new)


def secret(file: Path | None, what: str, *, new: bool = False) -> str:
    """The first line of ``file``, or what is typed; a new one is typed twice. Raises UsageError."""
    if file is not None:
        return _not_empty(_first_line(file), what)
    given = _typed(what)
    if new and _typed("Again") != given:
        raise UsageError("The two passphrases differ. Nothing was changed; try again.")
    return _not_empty(given, what)


def _typed(what: str) -> str:
    """Never where it would be seen on the screen."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)
            return getpass.getpass(f"{what}: ")
    except (EOFError, getpass.GetPassWarning) as fault:
        raise UsageError(
            "Nobody is there to type the {what}. Give it in a file; see --help.", what=what.lower()
        ) from fault


def _founded(options: argparse.Namespace) -> Path:
    """A home with an organisation: one that was mistyped is not made. Raises ShareUnreachable."""
    where = home(options)
    pinned_share(where)
    return where


def _first_line(file: Path) -> str:
    try:
        return next(iter(file.read_text(encoding="utf-8").splitlines()), "")
    except (OSError, ValueError) as fault:
        raise UsageError(
            "{file} cannot be read ({fault}). Name a text file whose first line is the secret.",
            file=str(file),
            fault=getattr(fault, "strerror", None) or str(fault),
        ) from fault


def _not_empty(given: str, what: str) -> str:
    if not given:
        raise UsageError("The {what} is empty. Nothing was changed; try again.", what=what.lower())
    return given
