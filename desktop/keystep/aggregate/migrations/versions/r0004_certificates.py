"""Certificates that were issued; states are folded by new rules and made again when asked for."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.create_table(
        "certificate",
        sa.Column("learner", text, primary_key=True),
        sa.Column("pack", text, primary_key=True),
        sa.Column("path", text, primary_key=True),
        sa.Column("code", text, nullable=False),
        sa.Column("issued_at", sa.BigInteger, nullable=False),
    )
    op.execute("UPDATE learner_state SET document = NULL")
