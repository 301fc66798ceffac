"""What a finished path earned: a certificate to keep as PDF."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from keystep.gui import tasks
from keystep.gui.confined import unless_confined
from keystep.gui.i18n import full_date, isolate, tr
from keystep.gui.pages import announce, bare, empty
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import IconPicture
from keystep.gui.widgets.label import label
from keystep.services.certificates import Held

UNFIT = frozenset('<>:"/\\|?*.')
"""What some systems refuse in the name of a file."""
MOST_BYTES = 100
"""Of the name of a path, and of a person."""


class CertificateLine(QWidget):
    """Saves into the documents folder, and says where."""

    def __init__(self, held: Held) -> None:
        super().__init__()
        self._held, self._saving = held, False
        self.save = button(tr("Save as PDF"), "plain", on_click=self._save)
        self.save.setAccessibleDescription(held.stated.title)
        row = QHBoxLayout()
        bare(row, 12)
        row.addWidget(IconPicture("certificate", 20))
        earned = tr("Certificate of {day}", day=full_date(held.stated.issued))
        row.addWidget(label(earned, "body_medium", wrap=True), 1)
        row.addWidget(self.save)
        unless_confined(self.save)
        self._outcome = QVBoxLayout()
        bare(self._outcome)
        column = QVBoxLayout(self)
        bare(column, 8)
        column.addLayout(row)
        column.addLayout(self._outcome)

    def _save(self) -> None:
        if self._saving:  # disabled, the button would lose the focus
            return
        from keystep.gui.printing.certificate import save_certificate  # noqa: PLC0415 - rarely asked for

        self._saving = True
        empty(self._outcome)
        path = documents() / file_name(self._held)

        def write() -> Path:
            save_certificate(self._held, path)
            return path

        tasks.start(self, write, self._saved, self._failed)

    def _saved(self, path: Path) -> None:
        told = Callout("success", tr("Saved"), isolate(str(path)))
        url = QUrl.fromLocalFile(str(path))
        told.ways.addWidget(
            button(tr("Open"), "plain", on_click=lambda: QDesktopServices.openUrl(url))
        )
        self._tell(told)

    def _failed(self, error: Exception) -> None:
        self._tell(Callout("danger", tr("Not saved"), tasks.said(error)))

    def _tell(self, told: Callout) -> None:
        self._saving = False
        self._outcome.addWidget(told)
        announce(told, f"{told.accessibleName()}. {told.accessibleDescription()}")


def documents() -> Path:
    """Where the person keeps documents."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))


def file_name(held: Held) -> str:
    """ "First week, Amara Osei.pdf"; the same again for the same certificate.

    Its only dot is that of the ending: Windows takes "AUX. Power.pdf" for a device.
    """
    return f"{_fit(held.stated.title)}, {_fit(held.stated.name)}.pdf"


def _fit(words: str) -> str:
    """What every system takes; file systems measure names in bytes."""
    fit = "".join(
        " " if letter in UNFIT or not letter.isprintable() else letter for letter in words
    )
    return " ".join(fit.split()).encode()[:MOST_BYTES].decode(errors="ignore").strip()
