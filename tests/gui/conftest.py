"""Every test of the faces begins without a widget: a change of theme dresses all that there are."""

from __future__ import annotations

import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from keystep.gui import fonts


@pytest.fixture(scope="session", autouse=True)
def registered(qapp: QApplication) -> None:
    """The fonts, once: after each time Qt forgets the measures of all of them."""
    fonts.install()


@pytest.fixture(autouse=True)
def cleared(qapp: QApplication) -> Iterator[None]:
    """Deletes closed windows, and the pages that nothing showed: no window owns those."""
    yield
    for widget in qapp.topLevelWidgets():
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
