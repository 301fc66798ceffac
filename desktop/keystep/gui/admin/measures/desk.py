"""Leads through the measures, and from a figure down to the people and events behind it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from keystep.aggregate.learner_rows import Behind, LearnerRow
from keystep.aggregate.measured import Choices
from keystep.aggregate.skill_rows import SkillRow
from keystep.domain.scope import EVERYBODY, Scope
from keystep.gui.admin.board.whose import Whose
from keystep.gui.admin.measures.columns import called
from keystep.gui.admin.measures.page import MeasuresPage
from keystep.gui.admin.measures.step_page import StepPage
from keystep.gui.admin.measures.steps import people_step, person_step
from keystep.gui.admin.page import Page
from keystep.gui.admin.reading_desk import ReadingDesk
from keystep.gui.admin.table.export import exported
from keystep.gui.admin.window import OBJECTIVES
from keystep.gui.i18n import tr
from keystep.gui.widgets.buttons import button
from keystep.services.measures.learners import ANYTHING, Learner, learner, learners
from keystep.services.measures.measuring import Measures, measures
from keystep.services.measures.names import sees_names, show_names
from keystep.services.measures.scoping import choices
from keystep.services.office import Office
from keystep.services.titles import Titles

if TYPE_CHECKING:
    from keystep.gui.admin.navigator import Navigator

Model = tuple[Measures, Choices]


class MeasuresDesk(ReadingDesk[Model]):
    """Behind the board, whose menu leads here."""

    def __init__(self, navigator: Navigator) -> None:
        super().__init__(navigator)
        self._scope = EVERYBODY

    def make(self) -> Page:
        page = MeasuresPage()
        page.back_wanted.connect(partial(self.navigator.go_to, OBJECTIVES))
        page.again_wanted.connect(self.refresh)
        page.scope_bar.changed.connect(partial(self._narrow, page))
        page.key_result_wanted.connect(partial(self._open_key_result, page))
        page.skill_wanted.connect(partial(self._open_skill, page))
        page.people_wanted.connect(partial(self._open_everybody, page))
        return page

    def read(self, office: Office) -> Model:
        return measures(office, self._scope), choices(office)

    def fill(self, model: Model) -> None:
        if isinstance(self._page, MeasuresPage):
            office = self.navigator.office
            self._page.show_measures(*model, Titles(office.shelf), office.clock.now())

    def fail(self, words: str) -> None:
        if isinstance(self._page, MeasuresPage):
            self._page.show_fault(words)

    def open_people(self, back: Page, scope: Scope, title: str, behind: Behind) -> None:
        """Show who is behind a figure; ``back`` is the page before."""
        read = partial(self._people, self.navigator.office, scope, behind)

        def shown(told: tuple[tuple[LearnerRow, ...], bool]) -> None:
            rows, named = told
            again = partial(self.open_people, back, scope, title, behind)
            turn = tr("Hide names") if named else tr("Show names")
            act = button(turn, on_click=lambda: self._turn_names(page, again, wanted=not named))

            def open_person(row: LearnerRow) -> None:
                self.open_person(page, scope, row)

            page = StepPage(people_step(title, scope, behind, rows, open_person), (act,))
            exported(page.tables[0], self.navigator, tr("people") + ".csv")
            self._show_step(page, back)

        self.navigator.run(read, shown)

    def open_person(self, back: Page, scope: Scope, row: LearnerRow) -> None:
        """Show where one of them stands."""
        office = self.navigator.office

        def shown(told: Learner) -> None:
            events = button(tr("Raw events"), on_click=lambda: self._open_events(page, told, scope))
            page = StepPage(person_step(told, Titles(office.shelf)), (events,))
            self._show_step(page, back)

        self.navigator.run(lambda: learner(office, scope, row.learner), shown)

    def _people(
        self, office: Office, scope: Scope, behind: Behind
    ) -> tuple[tuple[LearnerRow, ...], bool]:
        return learners(office, scope, behind), sees_names(office)

    def _show_step(self, page: StepPage, back: Page) -> None:
        page.back_wanted.connect(partial(self.navigator.step_back, page, back))
        self.navigator.show(page)

    def _turn_names(self, page: Page, again: partial[None], *, wanted: bool) -> None:
        office = self.navigator.office

        def done(_nothing: None) -> None:
            self.navigator.window.forget(page)
            again()

        self.navigator.run(lambda: show_names(office, wanted=wanted), done)

    def _open_events(self, back: Page, told: Learner, scope: Scope) -> None:
        row = told.row
        self.navigator.board.open_events(back, Whose(called(row), row.learner, scope))

    def _narrow(self, page: MeasuresPage) -> None:
        self._scope = page.scope_bar.scope()
        page.show_reading()
        self.refresh()

    def _open_key_result(self, page: MeasuresPage, key_result: str) -> None:
        self.navigator.board.open_key_result(key_result, self._scope, page)

    def _open_everybody(self, page: MeasuresPage) -> None:
        self.open_people(page, self._scope, tr("People"), ANYTHING)

    def _open_skill(self, page: MeasuresPage, row: SkillRow) -> None:
        behind = Behind(skill=(row.pack, row.skill))
        title = Titles(self.navigator.office.shelf).skill(row.pack, row.skill)
        self.open_people(page, self._scope, title, behind)
