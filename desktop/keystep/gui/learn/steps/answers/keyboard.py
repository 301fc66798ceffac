"""The keyboard among things that change their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def at(parts: Sequence[QWidget]) -> int | None:
    """Which of ``parts`` the keyboard is at, if any."""
    here = parts[0].window().focusWidget()
    return next((n for n, part in enumerate(parts) if part is here), None)


@contextmanager
def kept(parts: Sequence[QWidget]) -> Iterator[None]:
    """The keyboard stays where it is among ``parts`` while they get other parents."""
    here = at(parts)
    if here is None:
        yield
        return
    by_key = parts[here].window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
    parts[here].clearFocus()  # or Qt would look for another, and scroll there
    yield
    reasons = Qt.FocusReason
    parts[here].setFocus(reasons.ShortcutFocusReason if by_key else reasons.OtherFocusReason)


def chain(view: QWidget, stops: Sequence[QWidget], closed: Sequence[QWidget] = ()) -> None:
    """Tab goes through ``stops`` in this order, from where ``view`` stands.

    Qt passes over what takes no focus: the view and what is ``closed`` take it for that moment.
    """
    before = {part: part.focusPolicy() for part in (view, *closed)}
    for part in before:
        part.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for here, after in zip((view, *stops), stops, strict=False):
        QWidget.setTabOrder(here, after)
    for part, policy in before.items():
        part.setFocusPolicy(policy)
