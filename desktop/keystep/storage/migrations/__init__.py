"""The revisions of the station's database, for alembic."""
