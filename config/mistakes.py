"""A mistake in a site's file in words: where it stands, what is wrong, and how to mend it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from types import NoneType
from typing import Any, TypeGuard, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticUndefined

from config.errors import SetupError
from config.lines import Place
from config.mail import SENDER
from config.values import Mistake, shown, toml

_CLOSE = 0.75
"""How alike two words must be for one to be meant by the other; 1 is the same."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake."""

    file: str
    line: int
    key: str
    """Dotted, e.g. "services.kvik.letter"; empty for the file as a whole."""
    problem: str
    fix: str

    def __str__(self) -> str:
        key = f"{self.key} " if self.key else ""
        stop = "" if self.fix.endswith("?") else "."
        return f"{self.file}:{self.line}: {key}{self.problem}. {self.fix}{stop}"


class ConfigErrors(SetupError):  # noqa: N818 - it carries all of them
    """All mistakes of one file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)), "")

    def __str__(self) -> str:
        return self.problem


@dataclass(frozen=True, slots=True)
class Found:
    """A mistake with the keys that lead to it, before it has a file and a line."""

    place: Place
    problem: str
    fix: str

    def problem_in(self, file: str, lines: Mapping[Place, int]) -> Problem:
        """Return the problem; what is missing is told on the line of the table that lacks it."""
        known = self.place
        while known and known not in lines:
            known = known[:-1]
        return Problem(file, lines.get(known, 1), dotted(self.place), self.problem, self.fix)


def dotted(place: Place) -> str:
    """Return a place as people write it, counting from 1: kiosks[1].printer."""
    text = ""
    for part in place:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.removeprefix(".")


def shape_mistakes(error: ValidationError, model: type[BaseModel]) -> list[Found]:
    """Return what pydantic found, in words for the people who wrote the file."""
    return [_worded(one, model) for one in error.errors(include_url=False)]


def _worded(error: ErrorDetails, model: type[BaseModel]) -> Found:
    place = tuple(part for part in error["loc"] if part != "[key]")
    mistake = error.get("ctx", {}).get("error")
    if isinstance(mistake, Mistake):
        return Found(place, mistake.problem, mistake.fix)
    if error["type"] == "extra_forbidden":
        return Found(place, "is not a setting", _near(place, _model_at(model, place[:-1])))
    if _is_table_name(place):
        return Found(place[:-1], f"has a name that will not do: {_rule(error)}",
                     "Give the table another name, e.g. skranke-1")
    problem = "is missing" if error["type"] == "missing" else f"is {shown(error['input'])}: {_rule(error)}"
    return Found(place, problem, _example(place, _field_at(model, place), error["type"]))


def _is_table_name(place: Place) -> bool:
    """Whether this is the id that a table has by its name: services.kvik.id."""
    return len(place) == len(("services", "kvik", "id")) and place[-1] == "id" and isinstance(place[1], str)


def _rule(error: ErrorDetails) -> str:
    """Return the rule that a value breaks, without the field's Python."""
    kind, facts = error["type"], error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _PATTERNS.get(facts["pattern"], f"it must look like {facts['pattern']}")
    if kind == "too_short":
        return "it must not be empty"
    if kind in _KINDS:
        return f"it must be {_KINDS[kind]}"
    return _SUBJECT.sub("it should", error["msg"])


_SUBJECT = re.compile(r"^(Input|String|Tuple|List|Value) should")
_KINDS = {
    "string_type": "a text in quotes", "int_type": "a whole number", "float_type": "a number",
    "bool_type": "true or false", "tuple_type": "a list in [brackets]", "dict_type": "a table",
    "model_type": "a table", "mapping_type": "a table", "date_type": "a date without quotes",
}
_TABLES = ("model_type", "dict_type")
_PATTERNS = {
    r"^[a-z0-9-]+$": "ids have lower case letters a-z, digits and hyphens only",
    r"^[A-Z]$": "a letter is one of A-Z",
    SENDER: "it must be one mail address",
    r"^[a-z]{2,3}$": "a language has two or three lower case letters",
}


def _example(place: Place, field: FieldInfo | None, kind: str) -> str:
    """Return how to write a value: by the field's example, its kind of table, or its default."""
    key = next((str(part) for part in reversed(place) if isinstance(part, str)), "")
    if field is None:
        return f"Write a table such as [{dotted(place)}]" if kind in _TABLES else "Write another"
    if field.examples:
        return f"Write e.g. {key} = {toml(field.examples[0])}"
    wanted = field.annotation
    if get_origin(wanted) is dict:
        return f"Write it as a table such as [{key}.an-id]"
    if _is_model(wanted):
        return f"Write it as a table [{key}]"
    if any(map(_is_model, get_args(wanted))):
        return f"Write each as a table [[{key}]]"
    default = field.get_default(call_default_factory=False)
    return "Remove it" if default in (None, PydanticUndefined) else f"Write e.g. {key} = {toml(default)}"


def _is_model(kind: Any) -> TypeGuard[type[BaseModel]]:  # noqa: ANN401 - any annotation
    return isinstance(kind, type) and issubclass(kind, BaseModel)


def _near(place: Place, model: type[BaseModel] | None) -> str:
    """Return the setting that was probably meant, or all that there are."""
    known = [name for name in _fields(model) if not _is_table_name((*place[:-1], name))] if model else []
    similar = get_close_matches(str(place[-1]), known, n=1, cutoff=_CLOSE)
    if similar:
        return f"Did you mean {similar[0]}?"
    return f"Remove it; known here: {', '.join(known)}" if known else "Remove it"


def _field_at(model: type[BaseModel], place: Place) -> FieldInfo | None:
    """Return the field of a value, or of the array that it stands in."""
    while place and isinstance(place[-1], int):
        place = place[:-1]
    parent = _model_at(model, place[:-1])
    return _fields(parent).get(str(place[-1])) if parent is not None and place else None


def _model_at(model: type[BaseModel], place: Place) -> type[BaseModel] | None:
    """Return the model that a place of the file fills, None where it is no table of settings."""
    kind: Any = model
    for part in place:
        if _is_model(kind):
            field = _fields(kind).get(str(part))
            kind = None if field is None else _wanted(field.annotation)
        else:  # an array, or a table of tables: the kind of its elements is named last
            kind = next((inner for inner in reversed(get_args(kind)) if inner is not Ellipsis), None)
    return kind if _is_model(kind) else None


def _wanted(kind: Any) -> Any:  # noqa: ANN401 - any annotation
    """Return what an optional setting is when it is there; any other kind as it is."""
    inner = [each for each in get_args(kind) if each is not NoneType]
    return inner[0] if len(inner) == 1 and NoneType in get_args(kind) else kind


def _fields(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return a model's fields by the names that they have in the file."""
    return {field.alias or name: field for name, field in model.model_fields.items()}
