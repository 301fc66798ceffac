"""What alembic runs; the connection and its transaction are the caller's."""

from alembic import context

from keystep.aggregate import schema

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=schema.metadata,
    version_table=schema.version.name,
)
with context.begin_transaction():
    context.run_migrations()
