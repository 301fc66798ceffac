"""What is too easily guessed is refused, in words that say why."""

from __future__ import annotations

import pytest

from keystep.domain.kiosk.secrets import PICTURES, Way, refuse_weak
from keystep.errors import UsageError


@pytest.mark.parametrize("pin", ["4711", "90210", "28374650", "1224", "19990", "1850"])
def test_a_pin_that_is_one(pin: str) -> None:
    refuse_weak(Way.PIN, pin)


@pytest.mark.parametrize(
    ("pin", "why"),
    [
        ("471", "4 to 8 digits"),
        ("471108151", "4 to 8 digits"),
        ("47a1", "4 to 8 digits"),
        ("٤٧١١", "4 to 8 digits"),
        ("0000", "the same digits"),
        ("4747", "the same digits"),
        ("121212", "the same digits"),
        ("471471", "the same digits"),
        ("1234", "in a row"),
        ("98765", "in a row"),
        ("7890", "in a row"),
        ("1357", "in a row"),
        ("8642", "in a row"),
        ("1470", "in a row"),
        ("2580", "in a row"),
        ("1985", "a year"),
        ("2027", "a year"),
    ],
)
def test_a_pin_that_others_would_try(pin: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as refused:
        refuse_weak(Way.PIN, pin)
    assert pin not in str(refused.value), "whoever stands behind must not read it"


def test_most_pins_may_be_chosen() -> None:
    def is_weak(pin: str) -> bool:
        try:
            refuse_weak(Way.PIN, pin)
        except UsageError:
            return True
        return False

    assert 200 < sum(is_weak(f"{pin:04}") for pin in range(10_000)) < 400


def test_pictures() -> None:
    assert len(PICTURES) == len({*PICTURES}) == 12
    assert not any(" " in name for name in PICTURES)
    refuse_weak(Way.PICTURES, " ".join(PICTURES[:3]))
    for weak in ("sun tree", "sun sun sun", "sun tree spaceship", " ".join(PICTURES[:6])):
        with pytest.raises(UsageError, match="Choose"):
            refuse_weak(Way.PICTURES, weak)
    for known in PICTURES[:2]:
        refuse_weak(Way.PICTURES, f"{known} {known} cat")


def test_badges() -> None:
    refuse_weak(Way.BADGE, "04A1B2C3")
    for strange in ("123", "1" * 65, "12\x0034"):
        with pytest.raises(UsageError, match="badge"):
            refuse_weak(Way.BADGE, strange)
