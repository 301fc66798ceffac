"""What the attract screen shows, and that it neither burns in nor bursts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from keystep.domain.kiosk.invitations import Asked
from keystep.gui.i18n import percent
from keystep.gui.kiosk import scale
from keystep.gui.kiosk.attract.page import AttractPage
from keystep.gui.kiosk.attract.words import saying, stand, steps
from keystep.services.kiosk.attract import Attract, General, Standing
from keystep.services.shelf import Shelf
from keystep.services.station import Station
from tests.fakes import FakeClock
from tests.gui.kiosk.attract.conftest import EVERY, FRESH, STALE, Open, asked
from tests.gui.pseudo import PseudoTranslator, untranslated, words_of

SIZES = [(1024, 600), (1366, 768), (1920, 1080), (600, 1024), (1080, 1920)]
LONG = "Werk Nord-Ost, Halle 3, Verpackungslinie für Tiefkühlware, gegenüber der Pforte Süd"


def test_it_says_what_the_kiosk_has_to_say(open_page: Open) -> None:
    page = open_page()
    assert isinstance(page.invitation, General)
    assert "Hall 3, packing line" in page.scene.poster.accessibleName()
    assert page.scene.foot.accessibleName() == "All saved here. no folder chosen yet"
    assert "Monday 7 September 09:02" in page.scene.head.accessibleName()
    page.turn()
    assert isinstance(page.invitation, Asked)
    page.turn()
    assert isinstance(page.invitation, General)


def test_without_packs_it_promises_no_lesson(open_page: Open, kiosk: Station) -> None:
    kiosk.shelf = Shelf({}, {})
    page = open_page()
    assert page.scene.poster.accessibleName().startswith(
        "Hall 3, packing line. Lessons come here soon"
    )
    page.turn()
    assert page.invitation == General(lessons=False)


def test_invitations_take_turns_and_each_round_looks_otherwise(
    open_page: Open, told: Attract
) -> None:
    page = open_page(told)
    ground, seen = _ground(page), []
    side = page.scene.poster.x() < page.scene.stair.x()
    for _ in EVERY:
        seen.append(page.invitation)
        page.turn()
    assert tuple(seen) == EVERY
    QApplication.processEvents()
    assert page.invitation == EVERY[0]
    assert (page.scene.poster.x() < page.scene.stair.x()) is not side
    assert _ground(page) != ground


def test_news_waits_for_the_next_turn(open_page: Open, told: Attract) -> None:
    page = open_page(told)
    page._take(replace(told, invitations=(General(lessons=False),)))
    assert page.invitation == EVERY[0]
    page.turn()
    assert page.invitation == General(lessons=False)


def test_the_clock_goes_on_and_the_picture_drifts(
    open_page: Open, told: Attract, clock: FakeClock
) -> None:
    page = open_page(told)
    places = {page.scene.pos().toTuple()}
    for _ in range(30):
        clock.move(minutes=1)
        page.pass_minute()
        places.add(page.scene.pos().toTuple())
        assert page.scene.geometry().contains(page.rect())
    assert "09:32" in page.scene.head.accessibleName()
    assert len(places) == 31


def test_its_timers_rest_while_it_is_hidden(open_page: Open, told: Attract) -> None:
    page = open_page(told)
    timers = (page._turning, page._minute)
    assert all(timer.isActive() for timer in timers)
    assert page._minute.interval() <= timedelta(minutes=1) / timedelta(milliseconds=1)
    page.hide()
    assert not any(timer.isActive() for timer in timers)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("low", [False, True])
def test_everything_fits_every_size(
    open_page: Open, told: Attract, size: tuple[int, int], low: bool
) -> None:
    page = open_page(replace(told, station=LONG, low=low), *size)
    for _ in EVERY:
        _check_room(page)
        if isinstance(page.invitation, Asked):
            for row in page.scene.answers.rows[:3]:
                row.click()
            if page.scene.answers.check is not None:
                page.scene.answers.check.click()
            QApplication.processEvents()
            assert all(row.verdict for row in page.scene.answers.rows)
            _check_room(page)
        page.turn()
        QApplication.processEvents()


def test_a_screen_with_no_room_beside_the_words_asks_nothing(
    open_page: Open, told: Attract
) -> None:
    page, seen = open_page(told, 800, 768), []
    for _ in EVERY:
        seen.append(page.invitation)
        _check_room(page)
        page.turn()
        QApplication.processEvents()
    assert not any(isinstance(one, Asked) for one in seen)
    assert len({type(one) for one in seen}) == 3


def test_an_upright_screen_asks_below_the_words_and_treads_change_places(
    open_page: Open, told: Attract
) -> None:
    page = open_page(told, 1080, 1920)
    scene, first = page.scene, []
    for _ in range(2 * len(EVERY)):
        other = scene.answers if isinstance(page.invitation, Asked) else scene.stair
        assert other.isVisible()
        assert other.width() == pytest.approx(page.width(), rel=0.25)
        first.append(scene.poster.y() < other.y())
        page.turn()
        QApplication.processEvents()
    asked_at = [n for n, one in enumerate(EVERY * 2) if isinstance(one, Asked)]
    assert all(first[n] for n in asked_at)
    assert first[: len(EVERY)] != first[len(EVERY) :]


def test_a_key_result_is_told_as_counted_or_as_last_known() -> None:
    fresh, stale = stand(FRESH), stand(STALE)
    change, now = f"45 → {percent(0.8)}", percent(0.7)
    title = "Near misses told within the shift"
    assert fresh.spoken() == f"{title}: {change}, now {now}, On track"
    assert stale.spoken() == f"{title}: {change}, last known {now}, not counted since 20 Feb"
    unknown = stand(Standing(STALE.word, True, None))
    assert unknown.tail == "not counted lately"


@pytest.mark.parametrize("standing", [STALE, FRESH], ids=["stale", "fresh"])
def test_nothing_of_it_is_green(open_page: Open, told: Attract, standing: object) -> None:
    page = open_page(replace(told, key_results=(standing,)))
    picture = page.scene.foot.grab().toImage()
    assert _greenest(picture) <= 16
    assert _colours(picture, page.scene.foot.rect()) > 10


def test_every_string_is_translated(open_page: Open, told: Attract, qapp: QApplication) -> None:
    translator = PseudoTranslator()
    qapp.installTranslator(translator)
    try:
        page = open_page(replace(told, key_results=(FRESH,)))
        data = {"Hall 3, packing line", "Near misses told within the shift", "Keystep", *_words()}
        for _ in EVERY:
            said = [text for text in words_of(page) if "September" not in text]
            assert untranslated(said, data) == []
            page.turn()
    finally:
        qapp.removeTranslator(translator)


def test_treads_say_what_comes_next() -> None:
    assert steps(General(lessons=True))[0] == "*Touch* your initials"
    assert steps(EVERY[4]) == (
        "*123,456* questions answered",
        "*12,345* cards practised",
        "*56* scenarios played",
        "*1,234* lessons finished",
    )
    assert saying(EVERY[4], "").kicker == "The last 7 days"


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_key_result_is_shown_only_with_room_for_its_name(
    open_page: Open, told: Attract, size: tuple[int, int]
) -> None:
    without, named = (
        open_page(replace(told, key_results=shown), *size).scene.foot.grab().toImage()
        for shown in ((), (FRESH,))
    )
    assert (named == without) is (size == (600, 1024))


def _words() -> set[str]:
    """What packs and the office wrote."""
    item = asked(several=True).item
    options = {option.text for option in asked(several=True).asks.options}
    return {item.question, *options, EVERY[1].title, EVERY[1].text}  # type: ignore[union-attr]


def _check_room(page: AttractPage) -> None:
    scene = page.scene
    poster, answers = scene.poster, scene.answers
    assert poster._set(poster._wide).height <= poster.height()
    visible = QRect(page.rect()).translated(-scene.pos())
    line = scale.px(17)
    for part in (scene.head, scene.foot):
        middle = part.geometry().center()
        assert visible.contains(QRect(part.x(), middle.y() - line, part.width(), 2 * line)), part
    for part in (poster, scene.stair, answers):
        assert part.isHidden() or visible.contains(part.geometry()), part
    for row in answers.rows if answers.isVisible() else ():
        assert answers.rect().contains(row.geometry())
        assert row.height() >= row.heightForWidth(row.width())
    for n in range(len(scene.stair._steps) if scene.stair.isVisible() else 0):
        assert scene.stair.rect().contains(scene.stair._tread(n).toAlignedRect())


def _ground(page: AttractPage) -> str:
    return page.grab().toImage().pixelColor(1, 1).name()


def _greenest(picture: QImage) -> int:
    """By how much green outweighs the other colours somewhere."""
    pixels = (picture.pixelColor(x, y) for x in range(picture.width()) for y in _rows(picture))
    return max(one.green() - max(one.red(), one.blue()) for one in pixels)


def _colours(picture: QImage, area: QRect) -> int:
    rows = _rows(picture)
    return len({picture.pixel(x, y) for x in range(area.width()) for y in rows})


def _rows(picture: QImage) -> range:
    """Through the middle, where the ruler is."""
    middle = picture.height() // 2
    return range(middle - 6, middle + 6, 3)
