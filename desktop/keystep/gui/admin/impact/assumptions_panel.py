"""What nobody measures and the admin says: what an hour costs and is worth."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from keystep.domain.impact.returns import Assumptions, minutes_a_unit
from keystep.gui.admin.forms.form import Form
from keystep.gui.admin.impact.drafts import assumptions_of, values_of
from keystep.gui.i18n import tr
from keystep.gui.pages import bare
from keystep.gui.widgets.buttons import button
from keystep.gui.widgets.card import Card
from keystep.gui.widgets.flow import Lines
from keystep.gui.widgets.label import label
from keystep.services.impact.results import Result


class AssumptionsPanel(QWidget):
    """``save_wanted`` carries assumptions."""

    save_wanted = Signal(object)

    def __init__(self, result: Result) -> None:
        super().__init__()
        self.form = Form()
        self._card = Card(padding=20, spacing=12)
        column = QVBoxLayout(self)
        bare(column)
        column.addWidget(self._card)
        self._build(result)
        self.form.set_values(values_of(result.assumptions))

    def save(self) -> None:
        """Wish for what is written to be kept, or say what is wrong with it."""
        said, faults = assumptions_of(self.form.values())
        self.form.show_faults(faults)
        if said is not None:
            self.save_wanted.emit(said)

    def _build(self, result: Result) -> None:
        form, unit = self.form, result.key_result.unit
        self._card.body.addWidget(label(tr("What is assumed"), "body_strong"))
        told = tr(
            "The return follows from these figures and from the effect. They stand beside it "
            "wherever it is shown, and are taken as certain."
        )
        self._card.body.addWidget(label(told, "body", "ink2", wrap=True))
        known = minutes_a_unit(Assumptions(), unit, higher_is_better=result.higher_is_better)
        usual = tr("as its unit says") if known is not None else tr("not said yet")
        form.column.addWidget(
            form.beside(
                form.line("hour_of_learning", tr("An hour of learning costs"), "0"),
                form.line("hour_saved", tr("An hour saved is worth"), "0"),
                form.line("currency", tr("Currency"), "EUR"),
            )
        )
        form.column.addWidget(
            form.beside(
                form.line("other_costs", tr("Making the lessons cost"), "0"),
                form.line("minutes_a_unit", tr("Minutes saved a case, per unit"), usual),
                form.line("used", tr("Share used for work, in %"), "100"),
            )
        )
        self._card.body.addWidget(form)
        ways = Lines(8)
        ways.addWidget(button(tr("Save what is assumed"), "primary", on_click=self.save))
        self._card.body.addLayout(ways)
