"""The stations: who reports, who asks, whom to trust."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from keystep.aggregate.overview import StationRow
from keystep.domain.events import Instant
from keystep.domain.trust import Asks, Invitation
from keystep.gui.admin.list_row import ListRow, lines_between
from keystep.gui.admin.page import Page, heading
from keystep.gui.admin.stations.details import AskingDetails, KnownDetails, StationDetails
from keystep.gui.admin.stations.invitations import InvitationCard
from keystep.gui.admin.stations.roll import Roll, counted, in_order, others_of
from keystep.gui.admin.stations.words import said_of
from keystep.gui.admin.tab_order import come_back, focused, follow_layout
from keystep.gui.admin.unlock import UnlockCard
from keystep.gui.i18n import tr, trn
from keystep.gui.pages import bare, empty, scrolled
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.callout import Callout
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.label import ElidedLabel
from keystep.gui.widgets.states import EmptyState, ErrorState, LoadingState

ROWS = 50


class StationsPage(Page):
    """Shows a ``Roll``; before that it says that the stations are being read.

    Its signals are wishes, each carrying the device it concerns; ``adopt_wanted`` also the one that
    takes over. ``invited`` carries how many stations, for how many days, and KioskWishes;
    ``closed`` an invitation's id; ``again_wanted`` asks to look anew.
    """

    enrol_wanted = Signal(str)
    rename_wanted = Signal(str, str)
    revoke_wanted = Signal(str)
    reinstate_wanted = Signal(str)
    adopt_wanted = Signal(str, str)
    invited = Signal(int, int, object)
    closed = Signal(str)
    again_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._roll: Roll | None = None
        self._now: Instant | None = None
        self._most = ROWS
        self._folds: dict[str, QPushButton] = {}
        self._parts: dict[str, QWidget] = {}
        self._details: dict[str, StationDetails] = {}
        self.unlock = UnlockCard()
        self.invite = button(tr("Invite many"), icon="plus", on_click=self._ask_how_many)
        self._count = ElidedLabel("", "body", "ink2")
        head = heading(tr("Stations"))
        head.addWidget(self._count, 1)
        head.addWidget(self.invite)
        self.column.addLayout(head)
        self.column.addWidget(self.unlock)
        self.invitation = InvitationCard()
        self.invitation.wanted.connect(self.invited)
        self.invitation.hide()
        inner, self._body = QWidget(), QVBoxLayout()
        within = QVBoxLayout(inner)
        for layout in (within, self._body):
            bare(layout, 12)
        within.addWidget(self.invitation)
        within.addLayout(self._body)
        self._area = scrolled(inner)
        self.column.addWidget(self._area, 1)
        self._show_state(LoadingState(tr("Reading which stations there are"), 6))

    def show_roll(self, roll: Roll, now: Instant) -> None:
        """Show another state of the stations: those that need somebody stand first.

        What was unfolded or typed stays so, and the keyboard where it was.
        """
        if roll != self._roll:
            self._roll, self._now = roll, now
            self._renew(roll, now)

    def show_fault(self, why: str) -> None:
        """They cannot be read; ``why`` in the person's language."""
        self._roll = None
        again = button(tr("Try again"), on_click=self.again_wanted.emit)
        title, text = tr("The stations cannot be shown just now"), tr("Nothing was changed.")
        self._show_state(ErrorState(title, text, (again,), why))

    def open_station(self, device: str) -> bool:
        """Unfold the row of this station and bring it into view; whether it is here."""
        known = self._roll.stations if self._roll is not None else ()
        if device not in {row.device for row in known}:
            return False
        while device not in self._folds:
            self._show_more()
        self._unfold(device)
        self._area.settle()
        for part in (self._parts[device], self._folds[device]):
            self._area.ensureWidgetVisible(part)
        self._folds[device].setFocus()
        return True

    def focus_first(self) -> None:
        self.invite.setFocus()

    def _renew(self, roll: Roll, now: Instant) -> None:
        called, top = focused(self), self._area.verticalScrollBar().value()
        opened, drafts = self._opened(), self._drafts()
        self._fill(roll, now)
        for device in opened:
            self._unfold(device)
        for device, text in drafts.items():
            if device in self._details:
                self._details[device].take_draft(text)
        follow_layout(self)
        self._area.settle()
        self._area.verticalScrollBar().setValue(top)
        if called[0] and not come_back(self, called):
            self.focus_first()

    def _fill(self, roll: Roll, now: Instant) -> None:
        empty(self._body)
        self._folds, self._parts, self._details = {}, {}, {}
        self._count.set_text(counted(roll.stations))
        if roll.away:
            self._body.addWidget(self._away(roll.away))
        for invitation in roll.invitations:
            if invitation.is_open(now.at):
                self._body.addWidget(self._open_invitation(invitation, now))
        listed = Card(padding=0, spacing=0)
        ordered = in_order(roll.stations, now)
        rows: list[QWidget] = [self._row(one, now) for one in ordered[: self._most]]
        lines_between(rows or [_nobody()], listed.body)
        self._body.addWidget(listed)
        left = len(ordered) - len(rows)
        if left > 0:
            more = trn("Show 1 more", "Show {n} more", min(left, ROWS))
            way = button(more, icon="chevron_down", on_click=self._show_more)
            self._body.addWidget(way, 0, Qt.AlignmentFlag.AlignLeft)
        self._body.addStretch(1)
        listed.show()  # now, not with the next event: the keyboard comes back to what can be seen

    def _show_more(self) -> None:
        self._most += ROWS
        if self._roll is not None and self._now is not None:
            self._renew(self._roll, self._now)

    def _row(self, row: StationRow, now: Instant) -> ListRow:
        said = said_of(row, now)
        fold = button(tr("Compare words") if row.asks is Asks.ENROL else tr("Details"))
        program = tr("Keystep {version}", version=row.health.program) if row.health else ""
        name = (row.name or tr("A new station"), program)
        fold.setAccessibleDescription(name[0])
        made = ListRow(said.kind, name, (said.told, said.next), fold, said.word)
        part = QWidget()
        bare(QVBoxLayout(part))
        self._folds[row.device], self._parts[row.device] = fold, part
        fold.clicked.connect(lambda: self._build(row))
        made.unfold_part(fold, part, (fold.text(), tr("Close")))
        return made

    def _build(self, row: StationRow) -> None:
        """What unfolds is made when it is asked for: of hundreds few ever are."""
        layout = self._parts[row.device].layout()
        if row.device not in self._details and layout is not None:
            self._details[row.device] = self._details_of(row)
            layout.addWidget(self._details[row.device])
            follow_layout(self)

    def _details_of(self, row: StationRow) -> StationDetails:
        device, details = row.device, self._made(row)
        details.enrolled.connect(lambda: self.enrol_wanted.emit(device))
        details.renamed.connect(lambda name: self.rename_wanted.emit(device, name))
        details.revoked.connect(lambda: self.revoke_wanted.emit(device))
        details.reinstated.connect(lambda: self.reinstate_wanted.emit(device))
        details.adopted.connect(lambda heir: self.adopt_wanted.emit(device, heir))
        return details

    def _made(self, row: StationRow) -> StationDetails:
        roll, now = self._roll, self._now
        if roll is None or now is None or row.asks is not None:
            return AskingDetails(row, roll.words.get(row.device, ()) if roll else ())
        return KnownDetails(row, others_of(row, roll.stations), now)

    def _opened(self) -> list[str]:
        return [device for device, part in self._parts.items() if not part.isHidden()]

    def _drafts(self) -> dict[str, str]:
        typed = {device: part.draft() for device, part in self._details.items()}
        return {device: text for device, text in typed.items() if text is not None}

    def _unfold(self, device: str) -> None:
        if device in self._folds and self._parts[device].isHidden():
            self._folds[device].click()

    def _show_state(self, state: QWidget) -> None:
        empty(self._body)
        self._folds, self._parts, self._details = {}, {}, {}
        card = Card()
        card.body.addWidget(state)
        self._body.addWidget(card)
        self._body.addStretch(1)

    def _ask_how_many(self) -> None:
        self.invitation.show()
        self._area.verticalScrollBar().setValue(0)
        self.invitation.focus_first()

    def _open_invitation(self, invitation: Invitation, now: Instant) -> Callout:
        return self.invitation.notice(invitation, now, lambda: self.closed.emit(invitation.id))

    def _away(self, why: str) -> Callout:
        told = tr("Stations that ask since cannot be seen. {why}", why=why)
        line = Callout("warning", tr("The share is not here just now"), told, inline=True)
        line.ways.addWidget(button(tr("Try again"), on_click=self.again_wanted.emit))
        return line


def _nobody() -> QWidget:
    told = tr(
        "Start Keystep there and choose this share: it then appears here, with eight words to "
        "compare. For many at once, make an invitation."
    )
    state = EmptyState("stations", tr("No station yet"), told)
    state.setContentsMargins(24, 24, 24, 12)
    return state
