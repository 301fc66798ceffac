"""Every screen by keyboard, at twice the text, from right to left and in contrast."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from keystep.gui import theme
from keystep.gui.learn.window import LearnWindow
from tests.gui.learn.conftest import Tour
from tests.gui.learn.hands import focused

TABS_AT_MOST = 80
pytestmark = pytest.mark.qt_log_ignore("No RHI backend", extend=True)


@pytest.fixture
def rtl(qapp: QApplication) -> Iterator[None]:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    yield
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


@pytest.mark.timeout(180)
@pytest.mark.usefixtures("rtl")
def test_everything_is_named_and_reached_by_key(tour: Tour, appearance: theme.Appearance) -> None:
    appearance.choose("high_contrast")
    appearance.scale_text(2.0)
    window, screens = tour(1024, 600)
    faults = [f"{screen}: {fault}" for screen in screens for fault in _faults(window)]
    assert "\n".join(faults) == ""


def _faults(window: LearnWindow) -> Iterator[str]:
    for _ in range(3):
        QApplication.processEvents()
    wanted = [each for each in window.findChildren(QWidget) if _takes_tab(each)]
    yield from (f"{_named(each)} has no name" for each in wanted if not _name(each))
    start = focused(window)
    reached, unseen = _tabbed(window)
    groups = {_group(each) for each in reached}
    yield from (
        f"Tab does not reach {_named(each)}" for each in wanted if _group(each) not in groups
    )
    yield from (f"{_named(each)} has the focus and cannot be seen" for each in unseen)
    start.setFocus(Qt.FocusReason.OtherFocusReason)


def _tabbed(window: LearnWindow) -> tuple[set[QWidget], list[QWidget]]:
    """Whatever Tab comes to, and what of it is out of sight."""
    reached, unseen = set[QWidget](), list[QWidget]()
    for _ in range(TABS_AT_MOST):
        QTest.keyClick(focused(window), Qt.Key.Key_Tab)
        here = focused(window)
        if here in reached:
            break
        reached.add(here)
        QApplication.processEvents()
        if here.visibleRegion().isEmpty():
            unseen.append(here)
    return reached, unseen


def _takes_tab(part: QWidget) -> bool:
    tab = part.focusPolicy().value & Qt.FocusPolicy.TabFocus.value
    ours = not part.objectName().startswith("qt_")
    return bool(tab) and ours and part.isVisible() and part.isEnabled()


def _group(part: QWidget) -> object:
    """Of buttons that exclude each other Tab comes to one."""
    if isinstance(part, QAbstractButton) and (part.autoExclusive() or part.group()):
        return part.group() or part.parentWidget()
    return part


def _name(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")


def _named(part: QWidget) -> str:
    return f"{type(part).__name__} “{_name(part)}”"
