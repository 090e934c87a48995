from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from config.lines import Place, lines_of
from config.load import SHIPPED


@pytest.mark.parametrize(("text", "place", "line"), [
    ("", (), 1),
    ("\n\na = 1\n", ("a",), 3),
    ("a = '''\nb = 1\n'''\nc = 1\n", ("c",), 4),
    ('a = """\n\\"""\n"""\nc = 1\n', ("c",), 4),
    ('a = """x""""\nc = 1\n', ("c",), 2),
    ("[a]\n[a.b]\nc = 1", ("a", "b", "c"), 3),
    ("[a.b]\nc.d = 1\nc.e = 2", ("a", "b", "c", "e"), 3),
    ('["x.y"."z"]\nc = 1', ("x.y", "z", "c"), 2),
    ("[[a]]\nb = 1\n[[a]]\nb = 2\n", ("a", 1, "b"), 4),
    ("[[a]]\n[[a.b]]\nc=1\n[[a.b]]\nc=1\n[[a]]\n[[a.b]]\nc = 2", ("a", 1, "b", 0, "c"), 8),
    ("[[a]]\n[a.b]\nc = 2\n[[a]]\n[a.b]\nc = 3", ("a", 1, "b", "c"), 6),
    ("a = [\n1, # ]\n2,\n\n3]\n", ("a", 2), 5),
    ("a = [\n{ b = 1 },\n{ b = '}' }\n]\n", ("a", 1, "b"), 3),
    ("a = { b = [1, {c = 2}], d = 2 }\n", ("a", "d"), 1),
    ("a = 1979-05-27 07:32:00 # x\nb = 2", ("b",), 2),
    ("a = '#'\r\nb = 2\r\n", ("b",), 2),
])
def test_the_line_of_a_place(text: str, place: Place, line: int) -> None:
    tomllib.loads(text)
    assert lines_of(text)[place] == line


def places(value: Any, here: Place = ()) -> list[Place]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [here, *(place for key, item in inside for place in places(item, (*here, key)))]


def test_every_place_of_the_shipped_file_has_a_line_that_names_it() -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    lines, rows = lines_of(text), text.split("\n")
    assert set(lines) == set(places(tomllib.loads(text)))
    for place, line in lines.items():
        if place and isinstance(place[-1], str) and len(place) > 1:
            assert place[-1] in rows[line - 1]


keys = st.from_regex(r"[a-z]{1,3}", fullmatch=True)
scalars = st.one_of(
    st.integers(-9, 9).map(str), st.sampled_from(["true", "1.5", "2026-11-23", "10:00:00"]),
    st.text(st.sampled_from("ab#]}[,='\\\""), max_size=6).map(
        lambda t: '"' + t.replace("\\", "\\\\").replace('"', '\\"') + '"'),
    st.text(st.sampled_from("ab#]}[,=\n"), max_size=6).map(lambda t: f"'''{t}'''"),
)
blanks = st.sampled_from(["", " ", "\n", "\n# ] } ,\n", "  \n\n"])


def arrays(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    items = st.lists(st.tuples(blanks, inner, blanks), max_size=3)
    return items.map(lambda found: "[" + ",".join(f"{a}{item}{b}" for a, item, b in found) + "]")


def tables(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    pairs = st.dictionaries(keys, inner, max_size=3)
    return pairs.map(lambda found: "{ " + ", ".join(f"{k} = {v}" for k, v in found.items()) + " }")


values = st.recursive(scalars, lambda inner: st.one_of(arrays(inner), tables(inner)), max_leaves=6)


@given(st.dictionaries(keys, values, max_size=4))
def test_every_place_of_any_text_is_found(pairs: dict[str, str]) -> None:
    text = "\n".join(f"{key} = {value}" for key, value in pairs.items())
    parsed = tomllib.loads(text)
    lines = lines_of(text)
    assert set(lines) == set(places(parsed))
    for key in parsed:
        assert text.split("\n")[lines[key,] - 1].startswith(f"{key} =")
