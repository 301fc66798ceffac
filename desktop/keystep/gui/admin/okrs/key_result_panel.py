"""A key result as it is written."""

from __future__ import annotations

from keystep.domain.okr import Cycle, KeyResult
from keystep.gui.admin.okrs.drafts import Draft, id_of, key_result_of
from keystep.gui.admin.okrs.key_result_form import KeyResultForm
from keystep.gui.admin.okrs.offers import Offers
from keystep.gui.admin.okrs.panel import Panel
from keystep.gui.i18n import isolate, tr
from keystep.gui.widgets.label import label


class KeyResultPanel(Panel):
    """``key_result`` without an id is a new one of ``cycle``."""

    form: KeyResultForm

    def __init__(self, key_result: KeyResult, cycle: Cycle, offers: Offers) -> None:
        self._key_result, self._cycle = key_result, cycle
        new = not key_result.id
        form = KeyResultForm(key_result, offers, new=new)
        title = tr("New key result") if new else tr("Key result")
        super().__init__(title, tr("Add it") if new else tr("Save it"), form, new=new)
        if not new:
            named = tr("Packs name it {id}", id=isolate(key_result.id))
            self.column.insertWidget(1, label(named, "caption", "ink2", wrap=True))

    def draft(self) -> Draft[KeyResult]:
        values, taken = self.form.values(), [one.id for one in self._cycle.key_results]
        if not self._key_result.id:
            values["id"] = values["id"] or id_of(values["title"], taken)
        read = key_result_of(
            values, self._key_result, self.form.milestones.milestones(), self.form.serving()
        )
        if not self._key_result.id and values["id"] in taken:
            return Draft(None, {**read.faults, "id": tr("Another key result has this id.")})
        return read
