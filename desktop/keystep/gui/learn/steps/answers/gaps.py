"""The gaps of a cloze: to write in, or to choose for."""

from __future__ import annotations

from keystep.domain.interactions import Gap, ShortText, SingleChoice
from keystep.domain.responses import Choice, Response, Written
from keystep.gui.widgets.gap_choice import GapChoice
from keystep.gui.widgets.gap_line import GapLine


class WrittenGap(GapLine):
    """A word to write."""

    def __init__(self, entry: ShortText, name: str) -> None:
        super().__init__(name, max(entry.accept, key=len))
        self._entry = entry
        self.entered = self.textChanged

    def response(self) -> Written:
        return Written(self.text())

    def fill(self, response: Response) -> None:
        self.setText(response.text if isinstance(response, Written) else "")

    def is_filled(self) -> bool:
        return bool(self.text().strip())

    def grade(self, kind: str) -> None:
        self.show_verdict(kind, self._entry.model)


class ChosenGap(GapChoice):
    """One of a few words to choose."""

    def __init__(self, entry: SingleChoice, name: str) -> None:
        super().__init__(name, [option.text for option in entry.options])
        self._entry = entry
        self.entered = self.currentIndexChanged

    def response(self) -> Choice:
        return Choice((self.currentIndex(),) if self.is_filled() else ())

    def fill(self, response: Response) -> None:
        chosen = response.options if isinstance(response, Choice) else ()
        self.setCurrentIndex(next((n for n in chosen if n < self.count()), -1))

    def is_filled(self) -> bool:
        return self.currentIndex() >= 0

    def grade(self, kind: str) -> None:
        right = (self._entry.options[n].text for n in self._entry.right_options)
        self.show_verdict(kind, next(right, ""))


GapView = WrittenGap | ChosenGap


def gap_view(gap: Gap, name: str) -> GapView:
    """The widget for a gap, with a name for those who do not see where it stands."""
    if isinstance(gap.entry, SingleChoice):
        return ChosenGap(gap.entry, name)
    return WrittenGap(gap.entry, name)
