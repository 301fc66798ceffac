"""An inbox, or a part of it, in which there is nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from keystep.gui.admin.inbox.model import Inbox, Show
from keystep.gui.admin.words import today_or_day
from keystep.gui.i18n import mark, tr
from keystep.gui.widgets.states import EmptyState

SENTENCES = {
    Show.LOOK: (mark("Nothing to look at"), mark("Every file was taken in or is known already.")),
    Show.NEW: (mark("Nothing new"), mark("The last look at the share found no new bundles.")),
    Show.DUPLICATE: (mark("No duplicates"), mark("No file came twice.")),
    Show.HELD: (mark("Nothing is held"), mark("No file waits for you.")),
    Show.REFUSED: (mark("Nothing was refused"), mark("No file was turned away.")),
}


def nothing(inbox: Inbox, show: Show) -> QWidget:
    """Why nothing is there, and what comes next."""
    title, text = _all(inbox) if show is Show.ALL else map(tr, SENTENCES[show])
    state = EmptyState("inbox", title, text)
    state.setContentsMargins(24, 24, 24, 12)
    return state


def _all(inbox: Inbox) -> tuple[str, str]:
    last = today_or_day(inbox.runs[0].started_at, inbox.now) if inbox.runs else ""
    if inbox.looked and last:
        return tr("Nothing new"), tr("Something last came {when}.", when=last)
    if inbox.looked:
        told = tr("Stations leave something here once they are enrolled and somebody has learned.")
        return tr("Nothing is on the share yet"), told
    if last:
        told = tr("Import now to read what the stations left since {when}.", when=last)
        return tr("Nothing waits for you"), told
    return (
        tr("Nothing imported yet"),
        tr("Import now to read what the stations left on the share."),
    )
