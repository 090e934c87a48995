"""What a command says and how it ends: 0 done, 1 refused with the reason and how to mend it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from config.errors import (
    AuthorityError,
    FolderError,
    NoHouseError,
    PackError,
    SecretError,
    SetupError,
    UnknownDeviceError,
    UnknownServiceError,
)
from queueing.errors import Refused

if TYPE_CHECKING:
    from broker.messages import Refusal

REFUSED = 1
_SETUP_REASONS: dict[type[SetupError], str] = {
    AuthorityError: "certificate", PackError: "bad_pack",
    NoHouseError: "not_running", FolderError: "unusable_folder", SecretError: "bad_secret",
    UnknownDeviceError: "unknown_device", UnknownServiceError: "unknown_service",
}


class RefusedError(Exception):
    """What was asked cannot be done: a stable reason, what happened, and how to mend it."""

    def __init__(self, reason: str, message: str, fix: str, facts: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{message} {fix}")
        self.reason = reason
        self.message = message
        self.fix = fix
        self.facts = dict(facts or {})


def refused_by_hub(refusal: Refusal) -> RefusedError:
    """Return the hub's refusal as an error of the command line."""
    return RefusedError(refusal.reason, refusal.message, refusal.fix, refusal.facts)


def refused_by_setup(error: SetupError) -> RefusedError:
    """Return what is wrong with the house's files as an error of the command line."""
    problems = getattr(error, "problems", None)
    if problems is None:
        return RefusedError(_SETUP_REASONS.get(type(error), "setup"), error.problem, error.fix)
    many = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
    return RefusedError(
        "bad_configuration", f"The configuration has {many}:\n{error.problem}",
        "Mend them, then check again: kvik config check FILE", {"problems": [asdict(p) for p in problems]},
    )


def _as_refused(error: RefusedError | Refused | SetupError) -> RefusedError:
    if isinstance(error, RefusedError):
        return error
    if isinstance(error, SetupError):
        return refused_by_setup(error)
    return RefusedError(error.reason.value, error.message, error.fix, error.facts)


@contextmanager
def answering(*, as_json: bool) -> Iterator[None]:
    """Turn a refusal inside the block into words on stderr, JSON on stdout if wanted, and exit code 1."""
    try:
        yield
    except (RefusedError, Refused, SetupError) as error:
        refused = _as_refused(error)
        if as_json:
            tell_json({
                "outcome": "refused", "reason": refused.reason, "message": refused.message,
                "fix": refused.fix, "facts": refused.facts,
            })
        typer.echo(f"{refused.message}\n{refused.fix}", err=True)
        raise typer.Exit(REFUSED) from None


def answer(text: str, result: Mapping[str, Any], *, as_json: bool) -> None:
    """Say what was done, to a person or as JSON to a script."""
    if as_json:
        tell_json({"outcome": "done", **result})
    else:
        typer.echo(text)


def tell_json(content: Mapping[str, Any]) -> None:
    """Write one JSON object on one line."""
    typer.echo(json.dumps(content, ensure_ascii=False, default=str))
