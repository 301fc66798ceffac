"""The fields of a key result: which ones there are depends on its kind."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from keystep.domain.okr import BY_HAND, KeyResult, KrKind
from keystep.gui.admin.forms.form import Form, Options
from keystep.gui.admin.forms.picked import Picked
from keystep.gui.admin.okrs.drafts import FROM_BASELINE, IN_UNITS, values_of
from keystep.gui.admin.okrs.milestones import Milestones
from keystep.gui.admin.okrs.offers import Offers
from keystep.gui.i18n import mark, tr
from keystep.gui.widgets.label import label

KINDS: Mapping[KrKind, str] = {
    KrKind.WORK: mark("Work: a figure to be reached"),
    KrKind.MAINTAIN: mark("Work: a figure kept within bounds"),
    KrKind.MILESTONE: mark("Milestones"),
    KrKind.COMPLETION: mark("Learning: a path completed"),
    KrKind.MASTERY: mark("Learning: a skill mastered"),
    KrKind.KNOWLEDGE: mark("Learning: knowledge gained"),
    KrKind.RETENTION: mark("Learning: still known weeks later"),
    KrKind.ENGAGEMENT: mark("Learning: people who keep at it"),
}
PLACES: Mapping[KrKind, str] = {
    KrKind.COMPLETION: mark("Path"),
    KrKind.MASTERY: mark("Skill"),
    KrKind.KNOWLEDGE: mark("Assessment"),
    KrKind.RETENTION: mark("Measured by"),
}
MEANS: Mapping[KrKind, str] = {
    KrKind.COMPLETION: mark("The share of people who completed it, in per cent."),
    KrKind.MASTERY: mark("The share of people who master it, in per cent."),
    KrKind.KNOWLEDGE: mark("What people gain from before to after, in points of a hundred."),
    KrKind.RETENTION: mark("What is answered right when it was not due, in per cent."),
    KrKind.ENGAGEMENT: mark("The share of people who learn every week, in per cent."),
}
WORKED = frozenset(IN_UNITS)
RISING = frozenset({*MEANS, KrKind.WORK})


class KeyResultForm(Form):
    """``key_result`` as it stands; a ``new`` one can be given the id that packs name it by."""

    def __init__(self, key_result: KeyResult, offers: Offers, *, new: bool) -> None:
        super().__init__()
        self._shown_for: list[tuple[QWidget, frozenset[KrKind]]] = []
        self.milestones = Milestones()
        self.skills = Picked(tr("Skills that serve it"), tr("Add a skill"), offers.skills)
        self.lessons = Picked(tr("Lessons that serve it"), tr("Add a lesson"), offers.lessons)
        self._add_words(new=new)
        self._add_sources(key_result, offers)
        self._add_ends()
        self._add_owner(offers)
        for part in (self.skills, self.lessons):
            self.column.addWidget(part)
        for picked in (self.milestones, self.skills, self.lessons):
            picked.changed.connect(self.changed)
        self._fill(key_result)
        self._show_kind()

    def values(self) -> dict[str, str]:
        typed = super().values()
        return typed | {"place": typed.get(f"place-{typed['kind']}", "")}

    def serving(self) -> dict[str, tuple[str, ...]]:
        """The skills and lessons that were taken."""
        return {"skills": self.skills.keys, "lessons": self.lessons.keys}

    def show_faults(self, faults: Mapping[str, str]) -> None:
        """The fault of a source belongs to the KPI's line where that is shown."""
        super().show_faults({**faults, "kpi": faults["source"]} if "source" in faults else faults)
        self.milestones.show_fault(faults.get("milestones", ""))

    def _add_words(self, *, new: bool) -> None:
        self.column.addWidget(self.line("title", tr("Key result"), tr("Median response time")))
        if new:
            name, usual = tr("Id that packs name it by"), tr("made from its words")
            self.column.addWidget(self.line("id", name, usual))
        kinds = [(kind.value, tr(words)) for kind, words in KINDS.items()]
        kind = self.choice("kind", tr("What is measured"), kinds)
        kind.filter.chosen.connect(lambda _kind: self._show_kind())
        self.column.addWidget(kind)

    def _add_sources(self, key_result: KeyResult, offers: Offers) -> None:
        for kind, words in PLACES.items():
            mine = key_result.source if kind is key_result.kind else ""
            options = _with(offers.places.get(kind, ()), mine)
            self._put(self.choice(f"place-{kind}", tr(words), options), {kind})
        told = [("", tr("KPI files")), (BY_HAND, tr("told at check-ins"))]
        source = self.choice("from", tr("Where the figure comes from"), told)
        source.filter.chosen.connect(lambda _from: self._show_kind())
        self._put(source, WORKED)
        self._kpi = self.suggest("kpi", tr("KPI, as the file names it"), offers.kpis)
        self.column.addWidget(self._kpi)
        self._put(self.line("bound", tr("Mastered from, in %")), {KrKind.MASTERY})
        self._put(self.milestones, {KrKind.MILESTONE})

    def _add_ends(self) -> None:
        self._put(
            self.beside(self.line("baseline", tr("Start")), self.line("target", tr("Target"))),
            RISING,
        )
        self._put(
            self.beside(self.line("low", tr("Not below")), self.line("high", tr("Not above"))),
            {KrKind.MAINTAIN},
        )
        unit = self.line("unit", tr("Unit"), tr("min"))
        basis = self.line("basis", tr("What is counted"), tr("calls"))
        self._put(self.beside(unit, basis), WORKED)
        for kind, words in MEANS.items():
            self._put(label(tr(words), "caption", "ink2", wrap=True), {kind})

    def _add_owner(self, offers: Offers) -> None:
        owner = self.suggest("owner", tr("Owner"), offers.owners)
        team = self.suggest("team", tr("Team"), offers.teams, tr("everybody"))
        self.column.addWidget(self.beside(owner, team))
        self.column.addWidget(self.beside(self.line("weight", tr("Weight")), QWidget()))

    def _put(self, part: QWidget, kinds: set[KrKind] | frozenset[KrKind]) -> None:
        """Show it for these kinds only."""
        self._shown_for.append((part, frozenset(kinds)))
        self.column.addWidget(part)

    def _fill(self, key_result: KeyResult) -> None:
        source = {
            "from": BY_HAND if key_result.by_hand else "",
            "kpi": key_result.source if key_result.from_kpi else "",
            f"place-{key_result.kind}": key_result.source,
        }
        fresh = {} if key_result.id else dict.fromkeys(FROM_BASELINE, "")
        self.set_values(values_of(key_result) | source | fresh)
        self.milestones.show_milestones(key_result.milestones)
        self.skills.take(key_result.skills)
        self.lessons.take(key_result.lessons)

    def _show_kind(self) -> None:
        kind = KrKind(self.choices["kind"].filter.current())
        for part, kinds in self._shown_for:
            part.setVisible(kind in kinds)
        by_hand = self.choices["from"].filter.current() == BY_HAND
        self._kpi.setVisible(kind in WORKED and not by_hand)


def _with(options: Options, mine: str) -> Options:
    """The options, and what is named although nothing here has it."""
    if mine and mine not in dict(options):
        return [*options, (mine, mine)]
    return options or [("", tr("no pack here has one"))]
