"""While nobody is chosen: how to choose, and who was found to be one with whom."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.aggregate.merges import Merge
from keystep.domain.events import Instant
from keystep.gui.admin.people.everybody import Everybody
from keystep.gui.admin.words import since
from keystep.gui.i18n import isolate, tr, trn
from keystep.gui.widgets.label import label

LISTED = 50


class MergesPanel(QWidget):
    """Every merge and its undoing, the latest first."""

    def __init__(self, everybody: Everybody, now: Instant) -> None:
        super().__init__()
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(20, 20, 20, 20)
        self.body.setSpacing(10)
        self.setAccessibleName(tr("Found to be one"))
        told = tr(
            "Choose somebody to see more. Mark two to put them side by side, if somebody was "
            "registered twice."
        )
        self.body.addWidget(label(told, "body", "ink2", wrap=True))
        if everybody.merges:
            self.body.addSpacing(6)
            self.body.addWidget(label(tr("Found to be one"), "body_strong"))
        for merge in everybody.merges[:LISTED]:
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(label(_told(merge, everybody), "body", wrap=True))
            words.addWidget(label(_when(merge, now), "caption", "ink2", wrap=True))
            self.body.addLayout(words)
        left = len(everybody.merges) - LISTED
        if left > 0:
            more = trn("1 earlier one", "{n} earlier ones", left)
            self.body.addWidget(label(more, "caption", "ink2"))
        self.body.addStretch(1)


def _told(merge: Merge, everybody: Everybody) -> str:
    learner, person = (
        everybody.names.get(one) or isolate(one[:8]) for one in (merge.learner, merge.person)
    )
    if learner == person:
        return tr("{name}, registered twice", name=person)
    return tr("{name} goes by {person}", name=learner, person=person)


def _when(merge: Merge, now: Instant) -> str:
    when = since(merge.merged_at, now)
    if merge.undone_at is None:
        return when
    return tr("{when}, taken back {later}", when=when, later=since(merge.undone_at, now))
