"""The database's schema at start: as it should be, made, or brought up to date.

A start that finds the newest revision costs one query; Alembic is imported only to change an older one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from queueing.store.errors import StoreForeign
from queueing.store.schema import HEAD, metadata, version

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).with_name("migrations")


def bring_up_to_date(connection: sa.Connection, where: str) -> None:
    """Make or migrate the tables in one transaction; a database that is not ours to change is refused."""
    with connection.begin():
        found = _revision(connection)
        if found == HEAD:
            return
        if found is None:
            _create(connection, where)
        else:
            _migrate(connection, found, where)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table(version.name):
        return None
    return connection.scalar(sa.select(version.c.version_num))


def _create(connection: sa.Connection, where: str) -> None:
    strangers = set(metadata.tables) & set(sa.inspect(connection).get_table_names())
    if strangers:
        raise StoreForeign(f"Another program made its tables {', '.join(sorted(strangers))}", where,
                           "Give the hub a database of its own.")
    metadata.create_all(connection, checkfirst=False)
    version.create(connection, checkfirst=False)
    connection.execute(version.insert(), {"version_num": HEAD})


def _migrate(connection: sa.Connection, found: str, where: str) -> None:
    from alembic import command, util  # noqa: PLC0415 - 0.3 s that only an upgrade shall cost

    try:
        command.upgrade(alembic_config(connection), "head")
    except util.CommandError as error:
        raise StoreForeign(f"The database has schema {found!r}; this program knows up to {HEAD!r}", where,
                           "Install the newer program, or restore a backup from before it.") from error


def alembic_config(connection: sa.Connection) -> Config:
    """Return an Alembic configuration that works on this connection, within its transaction."""
    from alembic.config import Config  # noqa: PLC0415 - as above

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
