"""The tables of a station's database.

``event`` is the log; triggers keep it append-only. ``meta``, ``learner`` and ``outbox`` stand
beside it, and every other table is a projection of the log. Instants are integer milliseconds since
1970 in UTC, days are ISO text, tuples and structs are JSON text. A change here needs a revision in
``migrations/versions`` and a new :data:`REVISION`.
"""

from __future__ import annotations

from msgspec import Struct
from sqlalchemy import (
    DDL,
    Column,
    Float,
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

from keystep.domain.progress import (
    Answer,
    AssessmentProgress,
    CardProgress,
    DayProgress,
    LessonProgress,
    SkillProgress,
    StoryProgress,
)

REVISION = "0002"


def _key(name: str) -> Column[str]:
    return Column(name, Text, primary_key=True)


def _text(name: str, *, nullable: bool = False) -> Column[str]:
    return Column(name, Text, nullable=nullable)


def _integer(name: str, *, nullable: bool = False) -> Column[int]:
    return Column(name, Integer, nullable=nullable)


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
log = Table(
    "event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("learner"),
    _text("kind"),
    _integer("at"),
    _bytes("data"),
    _bytes("h"),
)
for _verb in ("UPDATE", "DELETE"):
    event.listen(
        log,
        "after_create",
        DDL(  # type: ignore[no-untyped-call]
            f"CREATE TRIGGER event_refuses_{_verb.lower()} BEFORE {_verb} ON event "
            "BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END"
        ),
    )
roster = Table("learner", metadata, _key("id"), _text("name"), _text("team"))
outbox = Table(
    "outbox",
    metadata,
    Column("no", Integer, primary_key=True, autoincrement=False),
    _text("name"),
    _integer("first"),
    _integer("last"),
    _bytes("data"),
    _integer("sealed_at"),
    _integer("published_at", nullable=True),
    _integer("received_at", nullable=True),
)


def _projection(name: str, *columns: Column[str] | Column[int] | Column[float]) -> Table:
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
        _integer("score"),
        _text("confidence", nullable=True),
        _integer("at"),
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
    SkillProgress: _projection(
        "skill_progress",
        _key("learner"),
        _key("pack"),
        _key("skill"),
        Column("theta", Float, nullable=False),
        _integer("evidence"),
    ),
    StoryProgress: _projection(
        "story_progress",
        _key("learner"),
        _key("attempt"),
        _key("step"),
        _text("choices"),
        _text("ending"),
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
