"""Statements that one transaction asks of the database before it writes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from queueing.store.errors import StoreConflict
from queueing.store.mending import explained


class Reading:
    """The reading side of one transaction; after a statement that failed, nothing of it can stand."""

    def __init__(self, connection: sa.Connection, where: str) -> None:
        self._connection = connection
        self._where = where
        self._failed = False

    def must_stand(self) -> None:
        """Raise StoreConflict where the database failed at a statement: all of such a transaction is lost."""
        if self._failed:
            raise StoreConflict("A statement of this transaction had failed", self._where)

    def _all(self, statement: sa.Select[*tuple[Any, ...]], **values: object) -> Sequence[sa.RowMapping]:
        self.must_stand()
        try:
            return self._connection.execute(statement, values).mappings().all()
        except sa.exc.DBAPIError as error:
            self._failed = True
            raise explained(error, self._where) from error
