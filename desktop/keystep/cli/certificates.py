"""``keystep certificates`` and ``keystep verify``."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from keystep import paths, settings
from keystep.cli.opening import home, locked_office
from keystep.cli.output import print_json, print_table
from keystep.domain.certificates import Certificate
from keystep.services.issuing import every_certificate, verify_certificate

HEAD = ("name", "path", "completed", "issued")
BY_FOLDER = (
    "The folder alone says whose key that is, and whoever may write there could have changed it. "
    "A computer that has joined the organisation knows for sure."
)


def certificates(options: argparse.Namespace) -> int:
    """List what the office certified."""
    with closing(locked_office(options)) as office:
        held = every_certificate(office)
    if options.json:
        print_json([{**_fields(one.stated), "code": one.code} for one in held])
    elif held:
        print_table(HEAD, [_row(one.stated) for one in held])
        print("Their codes: keystep certificates --json")
    else:
        print("Nobody has gone a path to its end yet. Imports issue certificates by themselves.")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Say what a code proves."""
    stated = verify_certificate(_home(options), " ".join(options.code), options.share)
    if options.json:
        print_json(_fields(stated))
        return 0
    print(
        f"Genuine. {stated.organisation} certifies that {stated.name} completed “{stated.title}” "
        f"({stated.lessons} lessons) on {stated.completed}. Issued on {stated.issued}."
    )
    print("It proves what the stations reported, not who sat before them.")
    if options.share is not None:
        print(BY_FOLDER)
    return 0


def _home(options: argparse.Namespace) -> Path:
    """The office's, or that of whoever learns here: whichever belongs to an organisation."""
    places = home(options), paths.home(options.home, "learn")
    return next((place for place in places if settings.load(place).share), places[0])


def _row(stated: Certificate) -> tuple[str, ...]:
    return (stated.name, stated.title, str(stated.completed), str(stated.issued))


def _fields(stated: Certificate) -> dict[str, object]:
    return {name: getattr(stated, name) for name in Certificate.__struct_fields__}
