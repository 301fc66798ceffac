"""The tables of a station's database.

``event`` is the log, its streams in the order of ``stream``, each of one share ("" before the
first); triggers keep it append-only, but for emptying an event. ``base`` is what each office
folded, ``alias`` which ids they take for one person, ``certificate`` what these have earned and
``office_answer`` what the office answered them. ``credential`` is what people sign in with at a
kiosk, ``try`` what went wrong when they did; neither leaves this file.
``meta``, ``learner``, ``erased``, ``outbox``, ``withdrawn`` and ``note`` stand beside them, and
every other table is a projection of base and log. Instants are integer milliseconds since 1970 in
UTC, days are ISO text, tuples and structs are JSON text. A change here needs a revision in
``migrations/versions`` and a new :data:`REVISION`.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import (
    DDL,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    event,
)

from keystep.domain.events import ERASED
from keystep.domain.progress import (
    Answer,
    AssessmentProgress,
    CardProgress,
    CertaintyProgress,
    CheckProgress,
    DayProgress,
    ItemProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
    Tuning,
)

REVISION = "0009"
EMPTIED = (
    "NEW.epoch IS OLD.epoch AND NEW.seq IS OLD.seq AND NEW.h IS OLD.h AND "
    f"NEW.learner IS '' AND NEW.kind IS '{ERASED}' AND NEW.at IS 0 AND NEW.data IS x''"
)


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


def _number(name: str) -> Column[int]:
    return Column(name, Integer, primary_key=True, autoincrement=False)


def _unique(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, unique=True)


def _bytes(name: str) -> Column[bytes]:
    return Column(name, LargeBinary, nullable=False)


metadata = MetaData()

revisions = Table(
    "alembic_version",
    metadata,
    Column("version_num", String(32), nullable=False),
    PrimaryKeyConstraint("version_num", name="alembic_version_pkc"),
)
meta = Table("meta", metadata, _key("key"), _text("value"))
stream = Table(
    "stream", metadata, _number("no"), _unique("epoch"), _integer("receipt"), _text("share")
)
log = Table(
    "event",
    metadata,
    _number("epoch"),
    _number("seq"),
    _text("learner"),
    _text("kind"),
    _integer("at"),
    _bytes("data"),
    _bytes("h"),
    sqlite_with_rowid=False,
)
for _verb, _refused in (("UPDATE", f"WHEN NOT ({EMPTIED}) "), ("DELETE", "")):
    event.listen(
        log,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER event_refuses_{_verb.lower()} BEFORE {_verb} ON event {_refused}"
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        ),
    )
roster = Table("learner", metadata, _key("id"), _text("name"), _text("team"))
alias = Table("alias", metadata, _key("id"), _text("person"))
base = Table("base", metadata, _key("share"), _integer("no"), _bytes("document"))
certificate = Table("certificate", metadata, _key("learner"), _key("code"), _integer("no"))
office_answer = Table(
    "office_answer", metadata, _key("learner"), _key("id"), _integer("no"), _bytes("document")
)
credential = Table("credential", metadata, _key("learner"), _key("way"), _bytes("verifier"))
attempt = Table(
    "try", metadata, _key("learner"), _integer("failures"), _text("boot"), _integer("clock")
)
erased = Table("erased", metadata, _key("learner"), _integer("at"))
# Its bytes come last, so that reading the rest of a row stays clear of them.
outbox = Table(
    "outbox",
    metadata,
    _number("no"),
    _integer("epoch"),
    _unique("name"),
    _integer("first"),
    _integer("last"),
    _integer("sealed_at"),
    _integer("published_at", nullable=True),
    _integer("received_at", nullable=True),
    _bytes("data"),
)
withdrawn = Table("withdrawn", metadata, _number("no"), _integer("epoch"), _unique("name"))
note = Table(
    "note",
    metadata,
    _key("learner"),
    _key("kind"),
    _key("key"),
    _integer("no"),
    _bytes("value"),
    sqlite_with_rowid=False,
)


def _projection(name: str, *columns: Column[str] | Column[int]) -> Table:
    """A table whose primary key is the tree itself, so that a state costs one page write."""
    return Table(name, metadata, *columns, sqlite_with_rowid=False)


PROJECTION_TABLES: dict[type[Struct], Table] = {
    LessonProgress: _projection(
        "lesson_progress",
        _key("learner"),
        _key("pack"),
        _key("lesson"),
        _text("version"),
        _text("attempt"),
        _text("step"),
        _text("seen"),
        _integer("open"),
        _integer("started"),
        _integer("updated"),
        _integer("completed", nullable=True),
    ),
    Answer: _projection(
        "answer",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _key("item"),
        _text("pack"),
        _text("response"),
        _integer("score", nullable=True),
        _text("confidence", nullable=True),
        _integer("at"),
        _integer("hints"),
        _integer("sitting"),
    ),
    ItemProgress: _projection(
        "item_progress",
        _key("learner"),
        _key("pack"),
        _key("item"),
        _text("skill"),
        _integer("right"),
        _text("day"),
    ),
    CertaintyProgress: _projection(
        "certainty_progress",
        _key("learner"),
        _key("confidence"),
        _integer("answers"),
        _integer("right"),
    ),
    CheckProgress: _projection(
        "check_progress",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _integer("sittings"),
    ),
    CardProgress: _projection(
        "card_progress",
        _key("learner"),
        _key("pack"),
        _key("card"),
        _text("deck"),
        _text("memory"),
        _integer("due"),
        _integer("reviews"),
        _integer("lapses"),
        _text("attempt"),
    ),
    Tuning: _projection(
        "tuning",
        _key("learner"),
        _integer("retention"),
        _text("parameters"),
        _integer("reviews"),
        _integer("loss_before"),
        _integer("loss"),
        _integer("at"),
    ),
    SkillProgress: _projection(
        "skill_progress",
        _key("learner"),
        _key("pack"),
        _key("skill"),
        _integer("theta"),
        _integer("evidence"),
    ),
    StoryProgress: _projection(
        "story_progress",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _text("choices"),
    ),
    AssessmentProgress: _projection(
        "assessment_progress",
        _key("learner"),
        _key("pack"),
        _key("assessment"),
        _key("phase"),
        _text("form"),
        _integer("score"),
        _integer("at"),
    ),
    DayProgress: _projection(
        "day_progress",
        _key("learner"),
        _key("day"),
        _integer("lessons"),
        _integer("quizzes"),
        _integer("scenarios"),
        _integer("cards"),
        _integer("items"),
    ),
}
Index(
    "card_progress_due",
    PROJECTION_TABLES[CardProgress].c.learner,
    PROJECTION_TABLES[CardProgress].c.due,
)
