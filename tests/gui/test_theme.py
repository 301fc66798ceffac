from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import product

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QLabel

from keystep.gui import fonts, icons, motion, theme

TEXT = [
    *product(("ink", "ink2"), ("bg", "rail", "surface", "sunken", "tint")),
    *product(
        ("ink", "ink2"), ("success_tint", "warning_tint", "danger_tint", "stale_tint", "track")
    ),
    *product(("accent",), ("bg", "surface", "sunken", "tint")),
    *product(("on_accent",), ("accent", "accent_hover")),
    *product(("success", "warning", "danger"), ("bg", "surface")),
    *((role, f"{role}_tint") for role in ("success", "warning", "danger", "stale")),
    *product(("stale",), ("bg", "surface", "sunken")),
    ("ink", "hilite"),
    ("bg", "ink"),
]
CONTROLS = [
    *product(("edge", "focus"), ("bg", "surface")),
    *product(("success", "warning", "danger", "stale", "accent"), ("track",)),
]


@pytest.fixture(autouse=True)
def restored(qapp: QApplication) -> Iterator[None]:
    yield
    theme.apply(qapp, theme.LIGHT)


def luminance(color: str) -> float:
    """WCAG 2 relative luminance of an sRGB colour."""
    channels = QColor(color).getRgbF()[:3]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", theme.THEMES)
@pytest.mark.parametrize(
    ("pairs", "least"), [(TEXT, 4.5), (CONTROLS, 3.0)], ids=["text", "controls"]
)
def test_every_pair_has_the_contrast_it_needs(
    name: str, pairs: list[tuple[str, str]], least: float
) -> None:
    look = theme.THEMES[name]
    weak = {
        (upper, lower): round(ratio, 2)
        for upper, lower in pairs
        if (ratio := contrast(getattr(look, upper), getattr(look, lower))) < least
    }
    assert weak == {}
    assert len(TEXT) + len(CONTROLS) >= 41


def test_the_ratio_is_the_one_of_wcag() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("name", theme.THEMES)
def test_the_stylesheet_leaves_nothing_open(name: str) -> None:
    rules = theme.stylesheet(theme.THEMES[name])
    assert "$" not in rules
    assert theme.THEMES[name].accent in rules


def test_heights_in_the_stylesheet_follow_the_text_scale() -> None:
    assert "min-height: 38px" in theme.stylesheet(theme.LIGHT)
    assert "min-height: 76px" in theme.stylesheet(theme.LIGHT, 2.0)


def test_apply_dresses_the_application(qapp: QApplication) -> None:
    theme.apply(qapp, theme.DARK)
    assert theme.theme_of() is theme.DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.DARK.bg)
    assert qapp.font().pixelSize() == 15


def test_a_role_that_does_not_exist_is_refused() -> None:
    with pytest.raises(AttributeError):
        theme.LIGHT.color("nonesuch")


def test_the_preference_wins_over_the_system(qapp: QApplication) -> None:
    assert theme.preferred(qapp, "high_contrast") is theme.HIGH_CONTRAST
    assert theme.preferred(qapp, "dark") is theme.DARK
    assert theme.preferred(qapp, "system") in {theme.LIGHT, theme.DARK}


class Hints:
    """What a system tells of a person's needs; Qt of an age tells only some of it."""

    def __init__(self, **needs: Enum) -> None:
        self.needs = needs

    def accessibility(self) -> Hints:
        return self

    def colorScheme(self) -> Qt.ColorScheme:
        return Qt.ColorScheme.Dark

    def styleHints(self) -> Hints:
        return self

    def __getattr__(self, name: str) -> Callable[[], Enum]:
        if name not in self.needs:
            raise AttributeError(name)
        return lambda: self.needs[name]


class Contrast(Enum):
    NoPreference = 0
    HighContrast = 1


class Motion(Enum):
    NoPreference = 0
    ReducedMotion = 1


@pytest.mark.parametrize(
    ("needs", "worn"),
    [
        ({}, theme.DARK),
        ({"contrastPreference": Contrast.NoPreference}, theme.DARK),
        ({"contrastPreference": Contrast.HighContrast}, theme.HIGH_CONTRAST),
    ],
)
def test_who_asks_the_system_for_contrast_gets_it(
    needs: dict[str, Enum], worn: theme.Theme
) -> None:
    assert theme.preferred(Hints(**needs), "system") is worn
    assert theme.preferred(Hints(**needs), "light") is theme.LIGHT


@pytest.mark.parametrize(
    ("needs", "less"),
    [
        ({}, False),
        ({"motionPreference": Motion.NoPreference}, False),
        ({"motionPreference": Motion.ReducedMotion}, True),
    ],
)
def test_who_asks_the_system_for_less_motion_gets_it(needs: dict[str, Enum], less: bool) -> None:
    assert motion.system_wants_less(Hints(**needs)) is less


def test_less_motion_is_worn_and_taken_off(qapp: QApplication) -> None:
    look = theme.Appearance(qapp, "light", less_motion=True)
    assert motion.duration(motion.FILL) == 0
    look.still(False)
    assert motion.duration(motion.FILL) == (0 if look.system_wants_less else motion.FILL)
    look.still(True)
    look.choose("dark")
    assert motion.duration(motion.FILL) == 0
    look.still(False)
    look.deleteLater()


def test_appearance_holds_choice_and_scale(qapp: QApplication, qtbot) -> None:
    look = theme.Appearance(qapp)
    with qtbot.waitSignal(look.changed) as told:
        look.choose("dark")
    assert told.args == [theme.DARK]
    look.scale_text(7)
    assert look.text_scale == 4.0 == fonts.text_scale()
    assert theme.theme_of() is theme.DARK
    look.deleteLater()


def test_labels_are_refitted_when_the_scale_changes(qapp: QApplication, qtbot) -> None:
    words = QLabel("Saved")
    qtbot.addWidget(words)
    fonts.set_role(words, "caption")
    assert (words.font().pixelSize(), words.minimumHeight()) == (13, 18)
    theme.apply(qapp, theme.LIGHT, 1.5)
    assert (words.font().pixelSize(), words.minimumHeight()) == (20, 27)


def test_restyle_takes_effect_at_once(qtbot) -> None:
    words = QLabel("Saved")
    qtbot.addWidget(words)
    theme.restyle(words, colour="danger")
    color = words.palette().color(QPalette.ColorRole.WindowText)
    assert color == QColor(theme.LIGHT.danger)


def test_inter_comes_from_its_package() -> None:
    assert fonts.install() == "Inter"


@pytest.mark.parametrize("role", fonts.ROLES)
def test_roles_name_a_guaranteed_family_and_their_figures(role: str) -> None:
    made, spec = fonts.font(role), fonts.ROLES[role]
    assert made.families()[0] == ("Caladea" if spec.serif else "Inter")
    assert made.pixelSize() == spec.px
    assert bool(made.featureTags()) is spec.figures
    assert spec.line > spec.px


@pytest.mark.parametrize("name", icons.names())
def test_every_icon_draws_something(name: str) -> None:
    image = icons.pixmap(name, 24, "ink").toImage()
    inked = sum(image.pixelColor(x, y).alpha() > 128 for x in range(24) for y in range(24))
    assert inked > 10


def test_icons_wear_the_theme_of_the_moment(qapp: QApplication) -> None:
    made = icons.icon("today", "accent")
    light = made.pixmap(24).toImage()
    theme.apply(qapp, theme.DARK)
    assert made.pixmap(24).toImage() != light


def test_an_unknown_icon_is_refused_at_once() -> None:
    with pytest.raises(KeyError):
        icons.icon("nonesuch")


def test_reduced_motion_ends_at_once(qapp: QApplication) -> None:
    steps: list[float] = []
    motion.set_reduced(qapp, True)
    try:
        assert motion.animate(qapp, 0, 1, motion.FILL, steps.append) is None
    finally:
        motion.set_reduced(qapp, False)
    assert steps == [1]


def test_motion_arrives(qapp: QApplication, qtbot) -> None:
    steps: list[float] = []
    moved = motion.animate(qapp, 0, 1, 20, steps.append)
    assert moved is not None
    with qtbot.waitSignal(moved.finished):
        pass
    assert steps[-1] == 1
