"""Which letters the keys type: plain or with Shift, figures and signs."""

from __future__ import annotations

from dataclasses import dataclass, replace

from keystep.domain.kiosk.keyboards import Page


@dataclass(frozen=True, slots=True)
class Shifting:
    """Shift is for one letter, or ``locked``; among the signs it holds until it is touched again.

    Touched twice it locks, however slowly: not all hands are quick.
    """

    signs: bool = False
    shift: bool = False
    locked: bool = False

    @property
    def page(self) -> Page:
        if self.signs:
            return Page.MORE if self.shift else Page.SIGNS
        return Page.SHIFTED if self.shift else Page.PLAIN

    def turn_shift(self) -> Shifting:
        """Shift was touched: for one letter, then for all, then for none."""
        if self.signs:
            return replace(self, shift=not self.shift)
        if self.shift and not self.locked:
            return replace(self, locked=True)
        return Shifting(shift=not self.shift)

    def turn_signs(self) -> Shifting:
        """From letters to signs, or back."""
        return Shifting(signs=not self.signs)

    def typed(self) -> Shifting:
        """After a letter."""
        return self if self.signs or self.locked else Shifting()
