"""``keystep backup`` and ``keystep restore``."""

from __future__ import annotations

import argparse
from contextlib import closing
from datetime import UTC, datetime

from keystep.cli.opening import home, locked_office, passphrase
from keystep.cli.output import print_json
from keystep.services import backups


def backup(options: argparse.Namespace) -> int:
    """Put the office into one file. It takes no passphrase, so that it can be done by night."""
    with closing(locked_office(options)) as office:
        path = backups.back_up(office, options.file.absolute())
    if options.json:
        print_json({"file": path})
    else:
        print(f"{path} holds the whole office. The passphrase of today opens it.")
    return 0


def restore(options: argparse.Namespace) -> int:
    """Put the office back as it was."""
    restored = backups.restore(
        home(options),
        options.file.absolute(),
        passphrase(options),
        now=datetime.now(UTC),
        root=options.share.absolute() if options.share else None,
    )
    if options.json:
        print_json(restored)
        return 0
    about = restored.about
    print(f"“{about.organisation}” is back as of {about.made_at.astimezone():%Y-%m-%d %H:%M}.")
    if restored.unheard:
        print(f"The share could not be asked what has happened since: {restored.unheard}")
    print("Now import once, to ask the stations for what they sent since: keystep import")
    return 0
