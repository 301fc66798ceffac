"""Each epoch belongs to one share."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Which share it was is known when the station next meets its own: until then it is ""."""
    op.rename_table("stream", "stream_before")
    op.create_table(
        "stream",
        sa.Column("no", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("epoch", sa.Text, nullable=False, unique=True),
        sa.Column("receipt", sa.Integer, nullable=False),
        sa.Column("share", sa.Text, nullable=False),
    )
    op.execute("INSERT INTO stream SELECT no, epoch, receipt, '' FROM stream_before ORDER BY no")
    op.drop_table("stream_before")
    op.rename_table("base", "base_before")
    op.create_table(
        "base",
        sa.Column("share", sa.Text, primary_key=True),
        sa.Column("no", sa.Integer, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.execute("INSERT INTO base SELECT '', no, document FROM base_before")
    op.drop_table("base_before")
    op.execute("INSERT INTO meta VALUES ('share', '')")
