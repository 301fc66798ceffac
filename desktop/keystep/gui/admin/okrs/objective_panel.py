"""An objective as it is written."""

from __future__ import annotations

from keystep.domain.okr import Cycle, Objective, below, level
from keystep.gui.admin.forms.form import Form, Options
from keystep.gui.admin.okrs.drafts import Draft, objective_of, values_of
from keystep.gui.admin.okrs.offers import Offers
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.i18n import tr


class ObjectivePanel(Panel):
    """``objective`` without an id is a new one of ``cycle``."""

    def __init__(self, objective: Objective, cycle: Cycle, offers: Offers) -> None:
        self._objective, self._cycle = objective, cycle
        form = Form()
        form.column.addWidget(
            form.line("title", tr("What is to be reached"), tr("Nobody is hurt at the line"))
        )
        owner = form.suggest("owner", tr("Owner"), offers.owners)
        team = form.suggest("team", tr("Team"), offers.teams, tr("everybody"))
        form.column.addWidget(form.beside(owner, team))
        serves = form.choice("parent", tr("Serves"), parents_of(objective, cycle))
        form.column.addWidget(serves)
        serves.setVisible(len(cycle.objectives) > bool(objective.id))
        form.set_values(values_of(objective))
        new = not objective.id
        title = tr("New objective") if new else tr("Objective")
        super().__init__(title, tr("Add it") if new else tr("Save it"), form, new=new)

    def draft(self) -> Draft[Objective]:
        return objective_of(self.form.values(), self._objective, self._cycle)


def parents_of(objective: Objective, cycle: Cycle) -> Options:
    """What it can stand under: anything but itself and what stands under it."""
    under = {one.id for one in below(cycle.objectives, objective.id)} if objective.id else set()
    able = [one for one in cycle.objectives if one.id not in {*under, objective.id}]
    shown = [(one.id, "    " * level(cycle.objectives, one) + one.title) for one in able]
    return [("", tr("nothing above it")), *shown]
