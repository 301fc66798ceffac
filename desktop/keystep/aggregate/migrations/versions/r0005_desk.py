"""What the admin writes by hand, and the log of what was done."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
PAPER = ("register", "key", "document", "learner", "stored_at")


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "paper",
        sa.Column("register", text, primary_key=True),
        sa.Column("key", text, primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
        sa.Column("learner", text, nullable=False),
        sa.Column("stored_at", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "activity",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", text, nullable=False),
        sa.Column("said", sa.LargeBinary, nullable=False),
        sa.Column("undone_at", sa.BigInteger),
    )
    op.create_table(
        "paper_change",
        sa.Column("activity", sa.Integer, sa.ForeignKey("activity.id"), primary_key=True),
        sa.Column("register", text, primary_key=True),
        sa.Column("key", text, primary_key=True),
        sa.Column("learner", text, nullable=False),
        sa.Column("before", sa.LargeBinary),
    )
    op.create_index("paper_change_paper", "paper_change", ["register", "key"])
    op.create_table(
        "kpi_figure",
        sa.Column("kpi", text, primary_key=True),
        sa.Column("team", text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("activity", sa.Integer, sa.ForeignKey("activity.id"), primary_key=True),
        sa.Column("value", sa.Float, nullable=False),
        sa.Column("n", sa.BigInteger, nullable=False),
        sa.Column("file", text, nullable=False),
    )
    op.create_index("kpi_figure_activity", "kpi_figure", ["activity"])
    op.create_table(
        "figure",
        sa.Column("key", text, primary_key=True),
        sa.Column("change", sa.BigInteger, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "skill_day",
        sa.Column("pack", text, primary_key=True),
        sa.Column("skill", text, primary_key=True),
        sa.Column("learner", text, primary_key=True),
        sa.Column("day", sa.Date, primary_key=True),
        sa.Column("theta", sa.BigInteger, nullable=False),
    )
    op.create_index("skill_day_learner", "skill_day", ["learner"])
    op.execute("UPDATE learner_state SET document = NULL")
    _move_packs()
    _move_figures()
    _move_cycles()


def _move_packs() -> None:
    """Which version of a pack is current is a paper."""
    pack = sa.table("published_pack", *map(sa.column, ("id", "version", "current", "published_at")))
    rows = op.get_bind().execute(sa.select(pack).where(pack.c.current.is_(sa.true()))).mappings()
    current = [
        {
            "register": "pack",
            "key": row["id"],
            "document": json.dumps({"version": row["version"]}).encode(),
            "learner": "",
            "stored_at": row["published_at"],
        }
        for row in rows
    ]
    paper = sa.table("paper", *map(sa.column, PAPER))
    op.bulk_insert(paper, current)
    op.drop_column("published_pack", "current")


def _move_cycles() -> None:
    """Cycles are papers, and so is which one is current."""
    columns = ("id", "document", "active", "stored_at")
    rows = op.get_bind().execute(sa.select(sa.table("cycle", *map(sa.column, columns)))).mappings()
    papers = []
    for row in rows:
        kept = {"learner": "", "stored_at": row["stored_at"]}
        papers.append(kept | {"register": "cycle", "key": row["id"], "document": row["document"]})
        if row["active"]:
            document = json.dumps({"cycle": row["id"]}).encode()
            papers.append(kept | {"register": "current_cycle", "key": "", "document": document})
    op.bulk_insert(sa.table("paper", *map(sa.column, PAPER)), papers)
    op.drop_table("cycle")


def _move_figures() -> None:
    """Each KPI file that came in is an act, also one of before there was a log."""
    db, tables = op.get_bind(), ("kpi_history", "kpi_point")
    files = " UNION ".join(f"SELECT file, imported_at FROM {one}" for one in tables)  # noqa: S608
    for file, at in db.execute(sa.text(f"{files} ORDER BY 2, 1")).all():
        said = json.dumps({"template": "KPI figures of {file}", "values": {"file": file}})
        log = 'INSERT INTO activity (at, "by", said) VALUES (:at, :by, :said) RETURNING id'
        values = {"at": at, "by": "", "said": said.encode()}
        number = db.execute(sa.text(log), values).scalar_one()
        for one in tables:
            move = (  # the tables are those above
                "INSERT INTO kpi_figure (kpi, team, day, activity, value, n, file) "  # noqa: S608
                f"SELECT kpi, team, day, :number, value, n, file FROM {one} "
                "WHERE file = :file AND imported_at = :at ON CONFLICT DO NOTHING"
            )
            db.execute(sa.text(move), {"number": number, "file": file, "at": at})
    op.drop_table("kpi_history")
