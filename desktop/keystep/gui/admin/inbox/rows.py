"""The rows of the inbox: what it is, what that means, what to do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from keystep.aggregate.runs import Run
from keystep.domain.bundles import Imported, Verdict
from keystep.domain.trust import Asks
from keystep.gui.admin.inbox.model import Entry, Inbox
from keystep.gui.admin.inbox.notices import new_bundles
from keystep.gui.admin.list_row import ListRow
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import isolate, number, tr, trn
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.label import label

LISTED = 40


@dataclass(frozen=True)
class Turns:
    """What to do to ``undo`` or ``redo`` an import by its number."""

    undo: Callable[[int], object]
    redo: Callable[[int], object]

    def way(self, run: Run, about: str) -> QPushButton:
        """The button that undoes a run after a second step, or redoes it at once."""
        way = button(tr("Redo") if run.undone_at else tr("Undo"), "quiet")
        way.setAccessibleDescription(about)
        if run.undone_at:
            way.clicked.connect(lambda: self.redo(run.id))
        return way

    def unfold(self, row: ListRow, way: QPushButton, run: Run) -> None:
        """Let ``way`` show the second step below ``row``."""
        if not run.undone_at:
            row.unfold_part(way, _sure(run, self.undo), (tr("Undo"), tr("Leave it")))


def asking_row(entry: Entry, compare: Callable[[str], object]) -> ListRow:
    """A station that waits for a word of the admin, and the files that wait with it."""
    name = entry.title or tr("A new station")
    waits = trn("1 bundle waits", "{n} bundles wait", entry.files) if entry.files else ""
    way = tr("Compare words") if entry.asks is Asks.ENROL else tr("Look at it")
    act = button(way, on_click=lambda: compare(entry.device))
    act.setAccessibleDescription(name)
    told = (tr(entry.said), tr(entry.next))
    return ListRow(entry.verdict.value, (name, waits), told, act)


def file_row(entry: Entry) -> ListRow:
    """A file that is held or refused."""
    fold = button(tr("Details"))
    fold.setAccessibleDescription(entry.file)
    folder = tr("the folder of {station}", station=isolate(entry.beside)) if entry.beside else ""
    told = (tr(entry.said), tr(entry.next, folder=folder or isolate(entry.folder)))
    name = (entry.title or tr("Unknown"), f"{isolate(entry.file)} · {size(entry.size)}")
    row = ListRow(entry.verdict.value, name, told, fold)
    place = isolate(f"{entry.folder}/{entry.file}")
    row.unfold(fold, f"{place}\n{entry.detail}", (tr("Details"), tr("Hide details")))
    return row


def looked_row(verdict: Verdict, files: Sequence[Imported]) -> ListRow:
    """All that an import would bring, or that is here already, in one line that unfolds."""
    show = button(tr("Show"), "quiet")
    if verdict is Verdict.NEW:
        told = tr("{bundles}, not imported yet", bundles=_sum(files))
        row = ListRow(verdict.value, (_stations(files), ""), (told, ""), show)
    else:
        told = trn("1 file that we already have", "{n} files that we already have", len(files))
        row = ListRow(verdict.value, (tr("Already here"), ""), (told, ""), show)
    row.unfold(show, _listing(files), (tr("Show"), tr("Hide")))
    return row


def fresh_row(inbox: Inbox, turns: Turns) -> ListRow:
    """What the last import brought, and the way to take it back."""
    run = next((run for run in inbox.runs if run.id == inbox.run), None)
    undone = run is not None and run.undone_at is not None
    name, bundles = _stations(inbox.fresh), _sum(inbox.fresh)
    told = tr("{bundles}, all counted", bundles=bundles), ""
    if undone:
        told = tr("{bundles}, none counted", bundles=bundles), _undone(run, inbox)
    show = button(tr("Show"), "quiet")
    ways = [turns.way(run, f"{name} · {bundles}"), show] if run else [show]
    kind, word = ("left_out", tr("Undone")) if undone else ("new", None)
    row = ListRow(kind, (name, ""), told, _side_by_side(ways), word)
    if run is not None:
        turns.unfold(row, ways[0], run)
    row.unfold(show, _listing(inbox.fresh), (tr("Show"), tr("Hide")))
    return row


def run_row(run: Run, inbox: Inbox, turns: Turns) -> ListRow:
    """An earlier import."""
    when, brought = today_or_day(run.started_at, inbox.now), new_bundles(run.bundles, run.events)
    source = tr("From the share")
    if run.source != inbox.share:
        source = tr("From {folder}", folder=isolate(from_home(run.source, Path.home())))
    kind, word = ("left_out", tr("Undone")) if run.undone_at else ("saved", tr("Counts"))
    told = brought, _undone(run, inbox) if run.undone_at else ""
    turn = turns.way(run, f"{when} · {brought}")
    row = ListRow(kind, (when, source), told, turn, word)
    turns.unfold(row, turn, run)
    return row


def more_row(n: int) -> QWidget:
    """How many rows are not shown."""
    told = label(tr("and {n} more", n=number(n)), "caption", "ink2")
    told.setContentsMargins(20, 12, 20, 12)
    return told


def size(n: int) -> str:
    """ "41 KB", "3.2 MB"."""
    if n < 1_000_000:
        return isolate(tr("{n} KB", n=number(max(n / 1000, 0.1 if n else 0), 0 if n > 999 else 1)))
    return isolate(tr("{n} MB", n=number(n / 1_000_000, 1)))


def from_home(place: str, home: Path) -> str:
    """A path as a person says it: "~/Cloud/keystep" below ``home``."""
    path = Path(place)
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else place


def _sure(run: Run, undo: Callable[[int], object]) -> QWidget:
    """The second step, which says what it does."""
    part = QWidget()
    column = QVBoxLayout(part)
    bare(column, 12)
    told = trn(
        "Its event counts nowhere any more until you redo the import. Nothing is deleted, and the "
        "stations need not send it again.",
        "Its {n} events count nowhere any more until you redo the import. Nothing is deleted, and "
        "the stations need not send them again.",
        run.events,
    )
    column.addWidget(label(told, "body", "ink2", wrap=True))
    act = button(tr("Undo this import"), "danger", on_click=lambda: undo(run.id))
    row = QHBoxLayout()
    row.addWidget(act)
    row.addStretch(1)
    column.addLayout(row)
    return part


def _side_by_side(ways: Sequence[QPushButton]) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    bare(row, 8)
    for way in ways:
        row.addWidget(way)
    return made


def _undone(run: Run | None, inbox: Inbox) -> str:
    when = today_or_day(run.undone_at, inbox.now) if run and run.undone_at else ""
    return tr("Undone {when}; it is kept, and counts again once you redo it", when=when)


def _sum(files: Sequence[Imported]) -> str:
    return new_bundles(len(files), sum(file.events for file in files))


def _stations(files: Sequence[Imported]) -> str:
    names = sorted({file.station for file in files if file.station})
    return names[0] if len(names) == 1 else tr("{n} stations", n=number(len(names)))


def _listing(files: Sequence[Imported]) -> str:
    lines = [_line(file) for file in files[:LISTED]]
    if len(files) > LISTED:
        lines.append(tr("and {n} more", n=number(len(files) - LISTED)))
    return "\n".join(lines)


def _line(file: Imported) -> str:
    if file.verdict is Verdict.DUPLICATE:
        return isolate(file.file)
    events = trn("1 event", "{n} events", file.events)
    return tr("{station}: bundle {no}, {events}", station=file.station, no=file.no, events=events)
