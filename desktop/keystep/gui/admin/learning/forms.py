"""The forms for an assignment, an announcement, a survey and a level that is wanted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from keystep.domain.assigning import (
    Announcement,
    Assignment,
    Audience,
    Question,
    Survey,
    WantedLevel,
)
from keystep.gui.admin.forms.form import like
from keystep.gui.admin.learning.asking import DAY, AskForm, AudiencePart
from keystep.gui.admin.learning.choices import Choices
from keystep.gui.i18n import tr
from keystep.gui.widgets.label import label
from keystep.services.assigning.checking import MOST_QUESTIONS

USUAL_DAYS, USUAL_FOCUS, USUAL_SURVEY = 7, 7, 14
ROWS_AT_FIRST = 3
NO_SKILL = ""


class AssignForm(AskForm):
    """A path for an audience; ``before`` is changed, None: it is new."""

    def __init__(self, choices: Choices, before: Assignment | None = None) -> None:
        title = tr("Change the assignment") if before else tr("Assign a path")
        super().__init__(title, tr("Save") if before else tr("Assign the path"), choices)
        self.offer_drop(tr("Withdraw it"), before)
        self._before = before
        current = f"{before.pack}/{before.path}" if before else ""
        path = self.form.choice("path", tr("Path"), choices.paths, current)
        due = self.form.line("due", tr("Until this day"), like(DAY))
        within = self.form.line("within", tr("Or within so many days"), like("30"))
        if before:
            due.set_text(str(before.due or ""))
            within.set_text(str(before.within or ""))
        self._audience = AudiencePart(self, before.audience if before else Audience())
        told = tr("Days count from when somebody began, or from today if that was earlier.")
        self.add(path, self._audience, due, within)
        self.add(label(told, "caption", "ink2", wrap=True))

    def written(self, values: Mapping[str, str]) -> Assignment:
        pack, _, path = values["path"].partition("/")
        return Assignment(
            id=self._before.id if self._before else "",
            audience=self._audience.audience(values),
            pack=pack,
            path=path,
            assigned=self._before.assigned if self._before else self.choices.today,
            due=self.day("due", values["due"]),
            within=self.whole_number("within", values["within"]),
        )


class AnnounceForm(AskForm):
    """A few words, or with ``focus`` what is to be learnt in these days."""

    def __init__(
        self, choices: Choices, before: Announcement | None = None, *, focus: bool = False
    ) -> None:
        new = tr("Set a focus") if focus else tr("Announce something")
        super().__init__(
            tr("Change what is announced") if before else new,
            tr("Save") if before else (tr("Set the focus") if focus else tr("Announce it")),
            choices,
        )
        self.offer_drop(tr("Take it back"), before)
        self._before, self._focus = before, focus or bool(before and before.is_focus)
        if self._focus:
            current = f"{before.pack}/{before.skill}" if before else ""
            self.add(self.form.choice("skill", tr("Skill"), choices.skills, current))
        usual = tr("That of the skill") if self._focus else ""
        title = self.form.line("title", tr("Title"), usual)
        text = self.form.line("text", tr("What to say"))
        first = self.form.line("first", tr("From"), DAY)
        last = self.form.line("last", tr("Until"), DAY)
        self._audience = AudiencePart(self, before.audience if before else Audience())
        self.add(title, text, self.form.beside(first, last), self._audience)
        if before:
            self.form.set_values(
                {
                    "title": before.title,
                    "text": before.text,
                    "first": str(before.first),
                    "last": str(before.last),
                    "since": self._audience.since.text(),
                }
            )
        else:
            first.set_text(str(choices.today))
            last.set_text(str(choices.today + timedelta(days=USUAL_DAYS - 1)))

    def written(self, values: Mapping[str, str]) -> Announcement:
        pack, _, skill = values.get("skill", NO_SKILL).partition("/")
        first, last = self.days(values, USUAL_DAYS)
        named = dict(self.choices.skills).get(values.get("skill", NO_SKILL), "")
        return Announcement(
            id=self._before.id if self._before else "",
            audience=self._audience.audience(values),
            title=values["title"] or named,
            text=values["text"],
            first=first,
            last=last,
            pack=pack,
            skill=skill,
        )


class SurveyForm(AskForm):
    """Questions that are answered from 1 to 5."""

    def __init__(self, choices: Choices, before: Survey | None = None) -> None:
        title = tr("Change the survey") if before else tr("Make a survey")
        super().__init__(title, tr("Save") if before else tr("Send the survey"), choices)
        self.offer_drop(tr("Take it back"), before)
        self._before = before
        asks = [one.ask for one in before.questions] if before else []
        title_line = self.form.line("title", tr("What it is about"))
        self._asks: list[QWidget] = []
        rows = max(ROWS_AT_FIRST, len(asks) + 1)
        for n in range(1, min(rows, MOST_QUESTIONS) + 1):
            name = "questions" if n == 1 else f"ask{n}"
            self._asks.append(self.form.line(name, tr("Question {n}", n=n)))
        low = self.form.line("low", tr("What 1 means"), tr("Not at all"))
        high = self.form.line("high", tr("What 5 means"), tr("Very much"))
        first = self.form.line("first", tr("From"), DAY)
        last = self.form.line("last", tr("Until"), DAY)
        self._audience = AudiencePart(self, before.audience if before else Audience())
        self.add(title_line, *self._asks, self.form.beside(low, high))
        self.add(self.form.beside(first, last), self._audience)
        if before:
            self._show(before, asks)
        else:
            first.set_text(str(choices.today))
            last.set_text(str(choices.today + timedelta(days=USUAL_SURVEY - 1)))

    def written(self, values: Mapping[str, str]) -> Survey:
        first, last = self.days(values, USUAL_SURVEY)
        low, high = values["low"] or tr("Not at all"), values["high"] or tr("Very much")
        asks = [values["questions"], *(v for k, v in values.items() if k.startswith("ask"))]
        said = [ask for ask in asks if ask]
        return Survey(
            id=self._before.id if self._before else "",
            audience=self._audience.audience(values),
            title=values["title"],
            first=first,
            last=last,
            questions=tuple(Question(f"q{n}", ask, low, high) for n, ask in enumerate(said, 1)),
        )

    def _show(self, before: Survey, asks: list[str]) -> None:
        names = ["questions", *(f"ask{n}" for n in range(2, MOST_QUESTIONS + 1))]
        ends = before.questions[0]
        self.form.set_values(
            {
                **dict(zip(names, asks, strict=False)),
                "title": before.title,
                "low": ends.low,
                "high": ends.high,
                "first": str(before.first),
                "last": str(before.last),
                "since": self._audience.since.text(),
            }
        )


class LevelForm(AskForm):
    """The level of a skill that is wanted of a team; ``stated``: it is so already."""

    def __init__(self, choices: Choices, before: WantedLevel, *, stated: bool) -> None:
        super().__init__(tr("Set a level"), tr("Set this level"), choices)
        self.offer_drop(tr("Take it back"), before if stated else None)
        skill = self.form.choice(
            "skill", tr("Skill"), choices.skills, f"{before.pack}/{before.skill}"
        )
        everybody = [("", tr("Every team")), *choices.teams]
        team = self.form.choice("team", tr("Of"), everybody, before.team)
        level = self.form.line("level", tr("Mastery in per cent"), "70")
        level.set_text(str(before.level))
        told = tr("Mastery is the chance of getting a question of medium difficulty right.")
        self.add(skill, team, level, label(told, "caption", "ink2", wrap=True))

    def written(self, values: Mapping[str, str]) -> WantedLevel:
        pack, _, skill = values["skill"].partition("/")
        level = self.whole_number("level", values["level"])
        return WantedLevel(pack=pack, skill=skill, level=level, team=values["team"])
