"""A real PostgreSQL for the tests, and room on it for houses."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
import pytest


@contextmanager
def running_postgresql() -> Iterator[str]:
    """Give the folder of the socket of a running server, whose database `postgres` is open to us."""
    home = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    runs_as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    if runs_as:
        shutil.chown(home, "postgres", "postgres")

    def run(program: str, *arguments: str) -> None:
        command = [_server_program(program), "-D", str(home / "data"), *arguments]
        subprocess.run(command, check=True, timeout=60, cwd=home, stdout=subprocess.DEVNULL, **runs_as)

    run("initdb", "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C")
    run("pg_ctl", "start", "--wait", f"--log={home / 'log'}",
        f"--options=-k {home} -c listen_addresses='' -c fsync=off -c max_connections=20")
    try:
        yield str(home)
    finally:
        run("pg_ctl", "stop", "--mode=immediate")
        shutil.rmtree(home)


def _server_program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4]))
    program = str(found[-1]) if found else shutil.which(name)
    if program is None:
        pytest.fail(f"{name} is missing; install it with: apt-get install postgresql")
    return program


def new_schema(server: str) -> str:
    """Return the URL of a new, empty schema: the quickest room for a house."""
    name = f"house_{uuid.uuid4().hex}"
    _execute(server, f"CREATE SCHEMA {name}")
    return f"postgresql://postgres@/postgres?host={server}&options=-csearch_path%3D{name}"


def new_database(server: str) -> str:
    """Return the URL of a new, empty database, as a house has it that shares a server with others."""
    name = f"house_{uuid.uuid4().hex}"
    _execute(server, f"CREATE DATABASE {name}")
    return f"postgresql://postgres@/{name}?host={server}"


def _execute(server: str, statement: str) -> None:
    with closing(psycopg.connect(host=server, user="postgres", dbname="postgres", autocommit=True)) as connection:
        connection.execute(statement)
