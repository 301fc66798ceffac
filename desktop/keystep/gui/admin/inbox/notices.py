"""What stands above the list: that the share is away, what was found, and what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QWidget

from keystep.domain.bundles import Verdict
from keystep.domain.events import Instant
from keystep.gui import fonts
from keystep.gui.admin.inbox.model import Gap, Inbox, Show
from keystep.gui.admin.stations.words import ranges
from keystep.gui.admin.words import since
from keystep.gui.i18n import isolate, tr, trn
from keystep.gui.pages import from_start
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.states import ErrorState

MOST, PLACES = 3, 3
LONGEST_NAME = 40


def away(why: str, again: Callable[[], object]) -> Card:
    """The share is not here; ``why`` is folded."""
    card = Card()
    text = tr(
        "What was imported is safe and shown below. Stations keep what they recorded until the "
        "share is back."
    )
    way = button(tr("Try again"), on_click=again)
    card.body.addWidget(ErrorState(tr("The share is not here just now"), text, (way,), why))
    return card


def looked_first(
    inbox: Inbox, accept: Callable[[], object], leave: Callable[[], object], *, inline: bool
) -> Callout:
    """What an import would do; ``inline`` where there is room for it in one line."""
    title = tr("Nothing was changed yet")
    if inbox.cancelled:
        title = tr("Stopped looking, nothing was changed")
    made = _callout("info", title, _found(inbox), inline=inline)
    made.ways.setSpacing(8)
    if inbox.fresh:
        made.ways.addWidget(button(tr("Import these"), on_click=accept))
    made.ways.addWidget(button(tr("Leave it"), "quiet", on_click=leave))
    return made


def stopped(inbox: Inbox, *, inline: bool) -> Callout:
    """An import that was cancelled."""
    n = len(inbox.fresh)
    title = trn("Stopped after 1 new bundle", "Stopped after {n} new bundles", n)
    text = tr("The rest waits on the share. Nothing is lost.")
    return _callout("info", title, text, inline=inline)


def troubles(inbox: Inbox, show: Callable[[str], object], *, inline: bool) -> Iterator[QWidget]:
    """Forks and gaps, the first few of them; ``show`` leads to a station, or to all of them."""
    forks = [_fork(device, name) for device, name in inbox.forked]
    told = [*forks, *(_gap(gap, inbox.now) for gap in inbox.gaps)]
    for trouble in told[:MOST]:
        made = _callout(trouble.tone, trouble.title, trouble.text, inline=inline)
        way = button(tr("Show station"), "quiet", on_click=partial(show, trouble.device))
        way.setAccessibleDescription(trouble.title)
        made.ways.addWidget(way)
        yield made
    if len(told) > MOST:
        rest = len(told) - MOST
        title = trn("1 more station has trouble", "{n} more stations have trouble", rest)
        more = _callout("warning", title, inline=inline)
        more.ways.addWidget(button(tr("Show stations"), "quiet", on_click=partial(show, "")))
        yield more


def new_bundles(n: int, events: int) -> str:
    """ "28 bundles, 8,310 events"."""
    bundles = trn("1 bundle", "{n} bundles", n)
    return tr("{bundles}, {events}", bundles=bundles, events=_events(events))


def _events(n: int) -> str:
    return trn("1 event", "{n} events", n)


def _found(inbox: Inbox) -> str:
    """ "An import brings 28 new bundles with up to 8,310 events, 7 are here already."."""
    held = sum(e.files if e.asks else 1 for e in inbox.entries if e.verdict is Verdict.HELD)
    refused, known, new = inbox.count(Show.REFUSED), len(inbox.known), len(inbox.fresh)
    bundles = trn("1 new bundle", "{n} new bundles", new)
    events = _events(sum(file.events for file in inbox.fresh))
    parts = (
        (new, tr("{bundles} with up to {events}", bundles=bundles, events=events)),
        (known, trn("1 is here already", "{n} are here already", known)),
        (held, trn("1 is held", "{n} are held", held)),
        (refused, trn("1 is refused", "{n} are refused", refused)),
    )
    told = ", ".join(words for some, words in parts if some)
    if new:
        return tr("An import brings {told}.", told=told)
    return tr("Nothing new is there: {told}.", told=told) if told else tr("Nothing is there.")


def _callout(tone: str, title: str, text: str = "", *, inline: bool) -> Callout:
    """52 px high in one line, whether it has buttons or not."""
    made = Callout(tone, title, text, inline=inline, small=True)
    made.setMinimumHeight(fonts.scaled(52))
    row = made.layout()
    if row is not None:
        from_start(row, 20, 6, 8, 6)
    return made


@dataclass(frozen=True)
class _Trouble:
    tone: str
    device: str
    title: str
    text: str


def _fork(device: str, name: str) -> _Trouble:
    title = tr("{station}: two different histories came under its name", station=_short(name))
    text = tr("Both are kept and nothing is counted twice. Have one of the machines enrol anew.")
    return _Trouble("danger", device, title, text)


def _gap(gap: Gap, now: Instant) -> _Trouble:
    seqs = isolate(ranges(gap.seqs[:PLACES]))
    if len(gap.seqs) > PLACES:
        seqs = tr("{seqs} and more", seqs=seqs)
    title = tr(
        "{station}: events {seqs} missing, asked for again", station=_short(gap.station), seqs=seqs
    )
    if gap.since:
        title = tr(
            "{station}: events {seqs} missing since {when}, asked for again",
            station=_short(gap.station),
            seqs=seqs,
            when=since(gap.since, now),
        )
    text = trn("What came after it counts.", "What came after them counts.", gap.events)
    return _Trouble("warning", gap.device, title, text)


def _short(name: str) -> str:
    """A title is never longer than a line: who has such a name is told in full on the stations
    page."""
    return isolate(name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…")
