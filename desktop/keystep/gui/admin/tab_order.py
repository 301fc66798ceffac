"""The keyboard goes where the eye goes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLayout, QScrollArea, QTableView, QWidget


def follow_layout(page: QWidget) -> None:
    """Let Tab go through ``page`` as its layouts place things; parts made later come at the end
    otherwise."""
    for before, after in pairwise(stops(page)):
        QWidget.setTabOrder(before, after)


def stops(part: QWidget) -> Iterator[QWidget]:
    """Everything in ``part`` that Tab stops at, in the order of the layouts."""
    if isinstance(part, QTableView):
        yield from stops(part.horizontalHeader())
    if part.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield part
    inner = part.widget() if isinstance(part, QScrollArea) else part
    layout = inner.layout() if inner is not None else None
    if layout is not None:
        yield from _stops_of(layout)


def focused(part: QWidget) -> tuple[str, str]:
    """Name and description of what the keyboard is on in ``part``; empty if it is elsewhere."""
    here = QApplication.focusWidget()
    return _called(here) if here is not None and part.isAncestorOf(here) else ("", "")


def come_back(part: QWidget, called: tuple[str, str]) -> bool:
    """Put the keyboard on what is ``called`` so in ``part``; whether it is there to be reached."""
    for stop in stops(part):
        if _called(stop) == called and stop.isEnabled() and stop.isVisibleTo(part):
            stop.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
    return False


def _called(part: QWidget) -> tuple[str, str]:
    return part.accessibleName(), part.accessibleDescription()


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from stops(widget)
        if inner is not None:
            yield from _stops_of(inner)
