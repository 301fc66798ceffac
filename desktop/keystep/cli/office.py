"""``keystep admin init|rotate|recover``, ``report`` and ``bundle``."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing
from pathlib import Path

from keystep import paths
from keystep.bootstrap import new_id
from keystep.cli.opening import home, locked_office, passphrase, secret, unlocked_office
from keystep.services import bundles
from keystep.services import office as services
from keystep.services.reporting.files import write_report


def admin(options: argparse.Namespace) -> int:
    """What is done to the organisation as a whole."""
    actions = {"init": _init, "rotate": _rotate, "recover": _recover}
    return actions[options.action](options)


def report(options: argparse.Namespace) -> int:
    """Write the board in the form that the name of the file asks for."""
    path = options.file.absolute()
    with closing(locked_office(options)) as office:
        if path.suffix.lower() == ".pdf":
            _pages(office, path)
        else:
            write_report(office, paths.resources(), path)
    print(path)
    return 0


def bundle(options: argparse.Namespace) -> int:
    """Show or verify one bundle."""
    with closing(unlocked_office(options)) as office:
        opened = bundles.open_file(office, options.file)
    if options.action == "show":
        sys.stdout.buffer.write(bundles.as_json(opened))
        return 0
    header = opened.header
    print(
        f"{options.file}: sound. Bundle {header.no} of station {header.device[:8]}, "
        f"events {header.first} to {header.last}."
    )
    return 0


def _pages(office: services.Office, path: Path) -> None:
    """Qt writes the PDF."""
    from keystep.gui import app  # noqa: PLC0415 - only this form needs Qt
    from keystep.gui.admin.reports.forms import write_pages  # noqa: PLC0415

    _application = app.without_windows()
    write_pages(office, path)


def _init(options: argparse.Namespace) -> int:
    """Found an organisation; the recovery key is printed once and kept nowhere."""
    recovery = services.found_organisation(
        home(options),
        options.share.absolute(),
        options.organisation,
        passphrase(options, new=True),
        new_id=new_id,
        database=options.database,
    )
    print(f"“{options.organisation}” is founded. Stations can join {options.share.absolute()}.")
    _show_recovery(recovery)
    return 0


def _rotate(options: argparse.Namespace) -> int:
    """New keys; the recovery key stays what it was."""
    with closing(unlocked_office(options)) as office:
        new = secret(options.new_passphrase_file, "New passphrase", new=True)
        services.rotate(office, new)
    print("The admin's keys are new. The stations follow them with their next sync.")
    print("Make a backup now: those from before hold the keys from before.")
    return 0


def _recover(options: argparse.Namespace) -> int:
    """New keys where only the printed recovery key is left; prints the next one."""
    services.recover(
        home(options),
        secret(options.recovery_file, "Recovery key"),
        passphrase(options, new=True),
        root=options.share.absolute() if options.share else None,
        show=_show_recovery,
    )
    print("The admin's keys are new. The stations follow them with their next sync.")
    print("Now import once: keystep import")
    return 0


def _show_recovery(recovery: str) -> None:
    print("\nPrint this recovery key and lock it away. It opens every bundle if the passphrase is")
    print(f"lost, and it is shown only now:\n\n  {recovery}\n", flush=True)
