"""Fulfils the wishes of the Impact place."""

from __future__ import annotations

from functools import partial

from keystep.domain.impact.returns import Assumptions
from keystep.domain.impact.rollout import RollOut
from keystep.gui import tasks
from keystep.gui.admin.impact.model import ImpactModel, read_impact
from keystep.gui.admin.impact.page import ImpactPage, View
from keystep.gui.admin.impact.plan_panel import PlanPanel
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.window import IMPACT
from keystep.gui.i18n import tr
from keystep.services.impact import papers
from keystep.services.impact.planning import Proposal, Wish, propose
from keystep.services.office import Office


class ImpactDesk(ReadingDesk[ImpactModel]):
    """Keeps the effects up to date, draws lots, and keeps what is decided."""

    def make(self) -> Page:
        page = ImpactPage()
        page.draw_wanted.connect(self._draw)
        page.keep_wanted.connect(self._keep)
        page.drop_wanted.connect(self._drop)
        page.assume_wanted.connect(self._assume)
        exported(page.table, self.navigator, tr("effects") + ".csv")
        return page

    def open(self, key_result: str) -> None:
        """Show the comparison of one key result."""
        self.navigator.go_to(IMPACT)
        if isinstance(self._page, ImpactPage):
            self._page.choose(key_result, View.RESULT)

    def read(self, office: Office) -> ImpactModel:
        return read_impact(office)

    def fill(self, model: ImpactModel) -> None:
        if isinstance(self._page, ImpactPage):
            self._page.show_model(model)

    def fail(self, words: str) -> None:
        if isinstance(self._page, ImpactPage):
            self._page.show_fault(words)

    def _draw(self, wish: Wish) -> None:
        page = self._page
        panel = page.panel if isinstance(page, ImpactPage) else None

        def here() -> PlanPanel | None:
            """The panel that asked, if it is still the one that is shown."""
            now = page.panel if isinstance(page, ImpactPage) else None
            return now if isinstance(now, PlanPanel) and now is panel else None

        def drawn(proposal: Proposal) -> None:
            if (asking := here()) is not None:
                asking.show_drawn(proposal)

        def refused(error: Exception) -> None:
            if (asking := here()) is not None:
                asking.show_fault(tasks.said(error))

        tasks.start(self, partial(propose, self.navigator.office, wish), drawn, refused)

    def _keep(self, plan: RollOut) -> None:
        self.change(lambda office: papers.keep_plan(office, plan), tr("The roll-out is planned"))

    def _drop(self, key_result: str) -> None:
        self.change(
            lambda office: papers.drop_plan(office, key_result), tr("The roll-out was dropped")
        )

    def _assume(self, key_result: str, said: Assumptions) -> None:
        self.change(
            lambda office: papers.assume(office, key_result, said),
            tr("What is assumed was changed"),
        )
