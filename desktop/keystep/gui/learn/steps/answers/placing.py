"""What questions share that are answered by putting things into places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QLayout, QWidget

from keystep.domain.quiz import Item
from keystep.gui.i18n import mark, tr
from keystep.gui.learn.pictures import Media
from keystep.gui.learn.steps.answers import keyboard
from keystep.gui.learn.steps.answers.carrying import OUT, Carrying
from keystep.gui.learn.steps.answers.chips import Chip
from keystep.gui.learn.steps.answers.places import PlaceBox
from keystep.gui.learn.steps.answers.pool import Pool
from keystep.gui.learn.steps.answers.view import AnswerView
from keystep.gui.pages import announce
from keystep.gui.widgets.label import label

HOW = mark("Drag each one to its place, or tap it and then the place.")
NOW = mark("Taken. Now choose its place.")


class Placing(AnswerView):
    """``chips`` are the things, ``places`` where they may be put; both in the pack's order.

    With ``one_each`` a place holds one thing: another sends it back. A tap on what lies in a place
    takes it out again.
    """

    gap = 12
    one_each = False

    def __init__(
        self,
        item: Item,
        order: tuple[int, ...],
        media: Media,
        things: Sequence[str],
        titles: Sequence[str],
    ) -> None:
        super().__init__(item, order, media)
        self.chips = tuple(map(Chip, things))
        self.places = tuple(
            PlaceBox(n, title, is_bin=not self.one_each) for n, title in enumerate(titles, 1)
        )
        self._titles = tuple(titles)
        self._where: dict[int, int] = {}
        self._is_told = False
        self._how = label(tr(HOW), "caption", "ink2", wrap=True)
        self.pool = Pool([self.chips[n] for n in order])
        self.column.addWidget(self._how)
        self.column.addWidget(self.pool)
        self.column.addLayout(self.board())
        self._carrying = Carrying(self, self._place_at)
        self._connect()
        self._lay()

    @property
    def where(self) -> dict[int, int]:
        """The place of each thing that was put into one, in the order in which they were."""
        return dict(self._where)

    def put_all(self, where: Iterable[tuple[int, int]]) -> None:
        """Things and their places, instead of any before; what does not fit is left out."""
        self._carrying.let_go()
        self._where = {}
        for thing, place in where:
            fits = 0 <= thing < len(self.chips) and 0 <= place < len(self.places)
            full = self.one_each and place in self._where.values()
            if fits and not full and thing not in self._where:
                self._where[thing] = place
        self._lay()

    def freeze(self) -> None:
        """What is shown of a grade comes after: from now on nothing moves."""
        self._carrying.rest()
        self._is_told = True
        self._how.hide()

    def first(self) -> QWidget:
        return self.chips[self._next_after(None)]

    def pick(self, number: int) -> bool:
        """Put what is in the hand, else what the keyboard is at, into the place of that number."""
        thing = (
            self._carrying.taken if self._carrying.taken is not None else keyboard.at(self.chips)
        )
        if thing is None or self._is_told or not 1 <= number <= len(self.places):
            return False
        self._put_by_key(thing, number - 1)
        return True

    def keys(self) -> tuple[str, ...]:
        last = f"[{len(self.places)}]"
        return (tr("Put into place with"), "[1]", tr("to"), last, tr("move with"), f"[{tr('Tab')}]")

    def board(self) -> QLayout:
        """The places as they stand on the screen."""
        raise NotImplementedError

    def lies(self, thing: int) -> str:
        """What a thing is and where it lies, as a screen reader says it."""
        raise NotImplementedError

    def _connect(self) -> None:
        for n, chip in enumerate(self.chips):
            chip.clicked.connect(lambda *_, n=n: self._tap(n))
            self._carrying.watch(n, chip)
        for n, place in enumerate(self.places):
            place.clicked.connect(lambda *_, n=n: self._press(n))
            self._carrying.watch_place(place)
        self._carrying.turned.connect(self._say)
        self._carrying.passed.connect(lambda _place: self._say())
        self._carrying.put.connect(self._put)

    def _tap(self, thing: int) -> None:
        """Take it; out of the place where it lies; or put what is in the hand there."""
        taken, place = self._carrying.taken, self._where.get(thing)
        if self._is_told:
            return
        if place is not None:
            self._put(*((thing, OUT) if taken is None else (taken, place)))
        elif taken == thing:
            self._carrying.let_go()
        else:
            self._carrying.take(thing)

    def _press(self, place: int) -> None:
        taken = self._carrying.taken
        if taken is None:
            return
        if self.places[place].hasFocus():
            self._put_by_key(taken, place)
        else:
            self._put(taken, place)

    def _put_by_key(self, thing: int, place: int) -> None:
        """The keyboard goes on to what is left to put."""
        self._put(thing, place)
        self.chips[self._next_after(thing)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _put(self, thing: int, place: int) -> None:
        self._carrying.let_go()
        if self._where.get(thing, OUT) == place:
            return
        there = [each for each, where in self._where.items() if where == place and self.one_each]
        for each in (thing, *there):
            self._where.pop(each, None)
        if place != OUT:
            self._where[thing] = place
        self._lay()
        announce(self, self.lies(thing))
        self.changed.emit()

    def _lay(self) -> None:
        """Everything where it belongs now."""
        with keyboard.kept(self.chips):
            for n, place in enumerate(self.places):
                place.hold([self.chips[t] for t, where in self._where.items() if where == n])
            for n, chip in enumerate(self.chips):
                if n not in self._where:
                    self.pool.take_in(chip)
            self._say()
            self._chain()

    def _say(self) -> None:
        """Say of everything how it is now, for the eye and for the screen reader."""
        carrying = self._carrying
        for n, chip in enumerate(self.chips):
            chip.say(self.lies(n), taken=n == carrying.taken)
        holding = carrying.taken is not None or carrying.dragged is not None
        for n, place in enumerate(self.places):
            place.invite(is_open=holding, over=n == carrying.over)
        self._how.setText(tr(NOW if carrying.taken is not None else HOW))

    def _chain(self) -> None:
        """Tab goes from thing to place as they are seen. Qt ignores what takes no focus."""
        stops: list[QWidget] = [self.chips[n] for n in self.order if n not in self._where]
        for place in self.places:
            stops += [place, *place.chips]
        keyboard.chain(self, stops, self.places)

    def _place_at(self, _thing: int, at: QPoint) -> int | None:
        for n, place in enumerate(self.places):
            if _covers(place, at):
                return n
        return OUT if _covers(self.pool, at) else None

    def _next_after(self, thing: int | None) -> int:
        """The next thing that is not put anywhere, as they are shown; else the same."""
        at = -1 if thing is None else self.order.index(thing)
        left = (*self.order[at + 1 :], *self.order[: at + 1])
        return next((n for n in left if n not in self._where), left[-1] if at >= 0 else left[0])


def _covers(part: QWidget, at: QPoint) -> bool:
    return part.isVisible() and QRect(QPoint(), part.size()).contains(part.mapFromGlobal(at))
