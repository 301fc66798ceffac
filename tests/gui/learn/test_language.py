"""Lessons in the language that is wanted, read in its direction."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from keystep import settings
from keystep.domain.ports import Learner
from keystep.gui.learn.window import LearnWindow
from keystep.gui.look import LookMenu
from keystep.services.station import Station
from tests.gui.learn.conftest import Open
from tests.gui.learn.hands import page, says
from tests.gui.learn.test_player_flow import opened
from tests.made import TRY_IT, made_pack, put_on_shelf

ARABIC = made_pack(languages=("ar",), lessons=(replace(TRY_IT, title="جرّب", language="ar"),))
SPOKEN = made_pack(variants={"ar": ARABIC, "de": made_pack(languages=("de",))})
RTL, LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def languages(look: LookMenu) -> tuple[QMenu, list[QAction]]:
    [menu] = [menu for menu in look.menu.findChildren(QMenu) if "Language" in menu.title()]
    return menu, menu.actions()


def choose(window: LearnWindow, words: str) -> None:
    _, actions = languages(window.look)
    next(action for action in actions if action.text() == words).trigger()


def test_a_language_is_chosen_where_themes_are_and_kept(
    station: Station, amara: Learner, open_window: Open
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id))
    put_on_shelf(station, SPOKEN)
    window = open_window(station)
    menu, actions = languages(window.look)
    assert menu.menuAction().isVisible()
    told = [action.text() for action in actions]
    assert told == ["As the system", "العربية", "Deutsch", "English"]
    window.place_chosen.emit("paths")
    choose(window, "العربية")
    assert settings.load(station.home).language == "ar"
    assert "جرّب" in [row.text() for row in page(window).rows()]


def test_where_there_is_one_language_there_is_nothing_to_choose(
    station: Station, amara: Learner, open_window: Open
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id))
    put_on_shelf(station, made_pack())
    menu, _ = languages(open_window(station).look)
    assert not menu.menuAction().isVisible()


def test_a_lesson_is_read_in_the_direction_of_its_language(
    station: Station, amara: Learner, open_window: Open
) -> None:
    settings.save(station.home, settings.Settings(learner=amara.id, language="ar"))
    put_on_shelf(station, SPOKEN)
    window = open_window(station)
    player = opened(window)
    assert says(player.head, "جرّب")
    assert player.view.layoutDirection() is RTL
    assert player.foot.layoutDirection() is LTR
    put_on_shelf(station, made_pack())
    assert opened(window).view.layoutDirection() is LTR
