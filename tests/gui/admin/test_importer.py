from __future__ import annotations

import threading
from collections.abc import Callable

from keystep.gui.admin.inbox.importer import Errand, Importer
from keystep.services.importing import Progress
from keystep.services.office import Office
from tests.gui.admin.conftest import Face

Open = Callable[..., Face]


class Hand:
    """Errands that end when they are let go, and what came of them."""

    def __init__(self, face: Face) -> None:
        self.importer = Importer(face.navigator)
        self.shown: list[str] = []
        self.done: list[object] = []
        self.importer.began.connect(lambda errand: self.shown.append(errand.title))

    def errand(self, title: str, gate: threading.Event, *, quiet: bool = False) -> Errand:
        def work(
            _office: Office, tell: Callable[[Progress], None], stopped: Callable[[], bool]
        ) -> str:
            gate.wait(5)
            tell(Progress(0, 1, "", 0))
            return f"{title} stopped" if stopped() else title

        def done(value: object) -> None:
            self.done.append(value)
            self.importer.over()

        return Errand(title, "{n} of {total}", work, done, self.done.append, quiet)


def test_one_thing_is_done_at_a_time_and_in_order(open_face: Open) -> None:
    face = open_face()
    hand, first, second = Hand(face), threading.Event(), threading.Event()
    hand.importer.do(hand.errand("first", first))
    hand.importer.do(hand.errand("second", second))
    second.set()
    assert hand.importer.is_busy
    assert hand.done == []
    with face.qtbot.waitSignal(hand.importer.ended):
        first.set()
    assert hand.done == ["first", "second"]
    assert not hand.importer.is_busy


def test_cancelling_stops_what_goes_on_and_begins_nothing_more(open_face: Open) -> None:
    face = open_face()
    hand, gate = Hand(face), threading.Event()
    for title in ("first", "second"):
        hand.importer.do(hand.errand(title, gate))
    assert hand.importer.cancel() is False
    with face.qtbot.waitSignal(hand.importer.ended):
        gate.set()
    assert hand.done == ["first stopped"]


def test_what_goes_on_by_itself_is_not_shown_and_gives_way(open_face: Open) -> None:
    face = open_face()
    hand, gate = Hand(face), threading.Event()
    hand.importer.do(hand.errand("quiet", gate, quiet=True))
    hand.importer.do(hand.errand("left out", gate, quiet=True))
    assert hand.shown == []
    hand.importer.do(hand.errand("asked for", gate))
    assert hand.shown == ["asked for"]
    with face.qtbot.waitSignal(hand.importer.ended):
        gate.set()
    assert hand.done == ["quiet", "asked for"]


def test_progress_reaches_the_gui_thread_the_first_and_the_last_at_least(open_face: Open) -> None:
    face = open_face()
    hand, heard = Hand(face), list[int]()
    hand.importer.progressed.connect(lambda _errand, progress: heard.append(progress.done))

    def work(_office: Office, tell: Callable[[Progress], None], _stopped: object) -> None:
        for done in range(10_001):
            tell(Progress(done, 10_000, "", 0))

    done = [lambda _value: hand.importer.over()]
    with face.qtbot.waitSignal(hand.importer.ended):
        hand.importer.do(Errand("many", "{n} of {total}", work, done[0], done[0]))
    assert (heard[0], heard[-1]) == (0, 10_000)
    assert len(heard) < 1_000
