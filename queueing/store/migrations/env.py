"""Where Alembic meets our connection; run by `queueing.store.upgrade`, inside its transaction."""

from __future__ import annotations

from alembic import context

from queueing.store.schema import metadata

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    connection.exec_driver_sql("SET LOCAL statement_timeout = 0")

context.configure(
    connection=connection,
    target_metadata=metadata,
    # SQLite can change a column only by copying its table.
    render_as_batch=connection.dialect.name == "sqlite",
)
context.run_migrations()
