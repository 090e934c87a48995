"""Configuration, contract, printers, and the command line itself."""

from __future__ import annotations

import json
import logging
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import pytest
from typer.testing import CliRunner

from config.folder import DataFolder
from config.load import SHIPPED
from kvik.__main__ import COMMANDS, app
from kvik.run import RunLog
from printer.simulated import SimulatedPrinter
from tests.kvik.conftest import Said
from tests.patience import PATIENCE


def kvik(*words: str) -> Said:
    result = CliRunner().invoke(app, [*words], prog_name="kvik")
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Said(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[SimulatedPrinter]:
    with SimulatedPrinter(tmp_path / "tickets") as found:
        yield found


def test_help_lists_every_command_without_importing_them() -> None:
    said = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "kvik", "--help"], capture_output=True, text=True,
        timeout=PATIENCE, check=True,
    )
    for name in COMMANDS:
        assert f"\n  {name} " in said.stdout
    loaded = {line.rpartition("|")[2].strip() for line in said.stderr.splitlines()}
    assert not loaded & {"pydantic", "paho", "PySide6", "sqlalchemy", "kvik.console"}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example_and_the_summary_that_kvik_lists(name: str) -> None:
    module, _, attribute = COMMANDS[name][0].partition(":")
    said = kvik(name, "--help")
    assert said.code == 0
    found = getattr(import_module(module), attribute)
    if callable(found) and not hasattr(found, "registered_commands"):
        assert "Example: kvik " + name in " ".join(said.out.split())
        summary = (found.__doc__ or "").partition("\n")[0]
        assert summary.startswith(COMMANDS[name][1].rstrip("."))
    else:
        assert COMMANDS[name][1] in said.out


@pytest.mark.parametrize("words", [["fly"], ["config", "check"], ["printer", "print", "x"], ["run", "--at"]])
def test_wrong_use_of_the_tools_ends_with_2(words: list[str]) -> None:
    assert kvik(*words).code == 2


def test_config_check_passes_the_shipped_site() -> None:
    said = kvik("config", "check", str(SHIPPED), "--json")
    assert said.code == 0
    assert said.json["site"] == "naestved"
    assert said.json["tasks"]["pas"]["minutes"] == 15
    read = kvik("config", "check", str(SHIPPED)).out
    assert "no mistakes" in read
    assert "mon-fri 10:00-14:00 staff 3" in read


def test_config_check_names_all_mistakes_at_once_with_their_lines(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    file.write_text(
        text.replace('letter = "K"', 'letter = "kk"').replace('expected = "4 min"', 'expcted = "4 min"'),
        encoding="utf-8",
    )
    said = kvik("config", "check", str(file), "--json")
    assert said.code == 1
    assert said.json["reason"] == "bad_configuration"
    problems = said.json["facts"]["problems"]
    assert {p["key"] for p in problems} >= {"services.kvik.letter", "services.kvik.expcted"}
    assert all(p["line"] > 1 and p["problem"] and p["fix"] for p in problems)
    for problem in problems:
        assert f"{file}:{problem['line']}: " in said.err


def test_config_check_of_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    said = kvik("config", "check", str(tmp_path / "none.toml"))
    assert said.code == 1
    assert "none.toml" in said.err


def test_contract_prints_asyncapi() -> None:
    said = kvik("contract")
    assert json.loads(said.out)["asyncapi"].startswith("3.")


def test_contract_cannot_be_written_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("")
    said = kvik("contract", "--write", str(tmp_path / "taken"), "--json")
    assert said.code == 1
    assert said.json["reason"] == "unwritable"


def test_the_account_for_a_nats_cluster_is_shown_without_passwords_and_written_with_them(tmp_path: Path) -> None:
    data, there = tmp_path / "data", tmp_path / "etc"
    assert 'password: "the secret of kiosk-1"' in kvik("contract", "--nats", "--data", str(data)).out
    assert not data.exists()
    said = kvik("contract", "--nats", "--write", str(there), "--data", str(data), "--json")
    [path] = map(Path, said.json["written"])
    secret = DataFolder(data).keys().password("kiosk-1")
    assert f'user: "naestved/kiosk-1", password: "{secret}"' in path.read_text(encoding="utf-8")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_text_becomes_paper(printer: SimulatedPrinter, tmp_path: Path) -> None:
    notice = tmp_path / "notice.txt"
    notice.write_text("Lukket i dag\n\nVi åbner igen på mandag.\n", encoding="utf-8")
    said = kvik("printer", "print", str(notice), "--to", printer.url, "--json")
    assert said.json == {"outcome": "done", "paper": "printed", "to": printer.url}
    [ticket] = printer.tickets
    text = (tmp_path / "tickets" / f"{ticket}.txt").read_text(encoding="utf-8")
    assert "Vi åbner igen på mandag." in text


def test_bytes_are_passed_on_as_they_are(printer: SimulatedPrinter, tmp_path: Path) -> None:
    raw = tmp_path / "slip.bin"
    raw.write_bytes(b"\x1b@K 012\n\x1dVA\x03")
    assert kvik("printer", "print", str(raw), "--to", printer.url).code == 0
    assert raw.read_bytes() in bytes(printer.received)


@pytest.mark.may_log("paper_out")
def test_a_printer_out_of_paper_refuses_with_the_mend(printer: SimulatedPrinter, tmp_path: Path) -> None:
    printer.faults.set(paper_out=True)
    said = kvik("printer", "status", "--to", printer.url, "--json")
    assert (said.code, said.json["reason"]) == (1, "printer_paper_out")
    notice = tmp_path / "notice.txt"
    notice.write_text("Hej")
    said = kvik("printer", "print", str(notice), "--to", printer.url, "--json")
    assert (said.code, said.json["reason"]) == (1, "paper_failed")
    assert said.json["fix"] == "Put in a new roll."
    assert not printer.tickets


def test_a_ready_printer_says_so(printer: SimulatedPrinter) -> None:
    assert kvik("printer", "status", "--to", printer.url).out == f"{printer.url} is ready.\n"


@pytest.mark.parametrize(
    ("words", "reason"),
    [(["printer", "status", "--to", "lpt1"], "bad_printer"),
     (["printer", "status", "--to", "tcp://127.0.0.1:1", "--model", "typewriter"], "bad_printer"),
     (["printer", "print", "/nowhere/slip.bin", "--to", "tcp://127.0.0.1:1"], "unreadable"),
     (["printer", "status", "--to", "tcp://127.0.0.1:1"], "printer_offline")],
)
def test_bad_printers_and_files_are_refused(words: list[str], reason: str) -> None:
    said = kvik(*words, "--json")
    assert said.code == 1
    assert said.json["reason"] == reason
    assert said.json["fix"]


def test_the_test_page_comes_out_as_wide_as_the_model(printer: SimulatedPrinter, tmp_path: Path) -> None:
    said = kvik("printer", "test", "--to", printer.url, "--model", "epson-tm-t20iii", "--json")
    assert said.json == {"outcome": "done", "paper": "printed", "to": printer.url}
    [ticket] = printer.tickets
    text = (tmp_path / "tickets" / f"{ticket}.txt").read_text(encoding="utf-8")
    assert ".........1.........2.........3.........4........" in text
    assert "æøå ÆØÅ" in text
    assert "[QR K012" in text


def test_list_says_what_is_plugged_in() -> None:
    said = kvik("printer", "list", "--json")
    assert said.code == 0
    assert isinstance(said.json["printers"], list)


def test_a_new_roll_is_counted_anew(tmp_path: Path) -> None:
    # P-03
    said = kvik("printer", "new-roll", "kiosk-1", "--data", str(tmp_path), "--json")
    assert said.json["tickets_left"] > 500
    assert (tmp_path / "rolls" / "kiosk-1.json").exists()
    assert kvik("printer", "roll", "kiosk-1", "--data", str(tmp_path), "--json").json["tickets_left"] > 500
    said = kvik("printer", "new-roll", "kiosk-9", "--data", str(tmp_path), "--json")
    assert (said.code, said.json["reason"]) == (1, "unknown_kiosk")


def test_a_new_roll_that_cannot_be_noted_is_not_called_noted(tmp_path: Path) -> None:
    (tmp_path / "rolls").write_text("in the way")
    said = kvik("printer", "new-roll", "kiosk-1", "--data", str(tmp_path), "--json")
    assert (said.code, said.json["reason"]) == (1, "unwritable")


def test_a_fault_that_no_simulated_printer_has_is_wrong_use(tmp_path: Path) -> None:
    said = kvik("printer", "simulate", "--port", "0", "--folder", str(tmp_path), "--fault", "fire")
    assert said.code == 2
    assert "paper_out, near_end" in " ".join(said.err.split())
    assert "printer.simulated" not in said.err


def test_a_simulated_printer_names_what_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "tickets").write_text("in the way")
    command = [sys.executable, "-m", "kvik", "printer", "simulate", "--port", "0", "--folder"]
    said = subprocess.run(
        [*command, str(tmp_path / "tickets")], capture_output=True, text=True, timeout=PATIENCE, check=False,
    )
    assert (said.returncode, "tickets cannot be used: File exists." in said.stderr) == (1, True), said.stderr


def test_a_simulated_printer_names_the_link_that_cannot_be_made(tmp_path: Path) -> None:
    link = tmp_path / "gone" / "printer"
    command = [sys.executable, "-m", "kvik", "printer", "simulate", "--pty", "--link", str(link)]
    said = subprocess.run(
        [*command, "--folder", str(tmp_path)], capture_output=True, text=True, timeout=PATIENCE, check=False,
    )
    assert (said.returncode, f"{link} cannot be used" in said.stderr) == (1, True), said.stderr


@pytest.mark.parametrize("words", [["--help"], ["hours"], ["hours", "nix", "--json"]])
def test_a_full_disk_behind_the_output_is_told_in_words(tmp_path: Path, words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [sys.executable, "-m", "kvik", *words], stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path,
            timeout=PATIENCE, check=False, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
    assert said.returncode == 1
    assert said.stderr.startswith("There is no room for what there is to write: ")
    assert "Traceback" not in said.stderr


@pytest.mark.parametrize("words", [["board"], ["hours"], ["run", "--headless"], ["device", "list"]])
def test_a_file_in_place_of_the_data_folder_is_told_as_that(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "data").write_text("no folder")
    said = kvik(*words, "--data", str(tmp_path / "data"))
    assert said.code == 1
    assert "is no folder" in said.err or "cannot be made" in said.err
    assert "--data" in said.err


def test_a_house_file_that_no_house_wrote_is_told_without_python(tmp_path: Path) -> None:
    (tmp_path / "house.json").write_bytes(b"\xff{")
    said = kvik("board", "--data", str(tmp_path), "--json")
    assert (said.code, said.json["reason"]) == (1, "unusable_folder")
    assert "validation" not in said.err


@pytest.mark.parametrize("taken", ["house.lock", "logs/run.log"])
def test_a_folder_in_which_nothing_can_be_written_is_told_by_run(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).mkdir(parents=True)
    said = kvik("run", "--headless", "--data", str(tmp_path))
    assert said.code == 1
    assert f"{taken} cannot be written: Is a directory." in said.err


def test_a_full_disk_silences_the_log_and_leaves_the_terminal_to_the_house(
    capfd: pytest.CaptureFixture[str],
) -> None:
    log = RunLog(Path("/dev/full"))
    log.emit(logging.makeLogRecord({"msg": "said"}))
    with suppress(OSError):
        log.close()
    assert capfd.readouterr() == ("", "")


def test_what_is_too_large_for_paper_is_not_read_to_its_end(printer: SimulatedPrinter) -> None:
    said = kvik("printer", "print", "/dev/zero", "--to", printer.url, "--json")
    assert (said.code, said.json["reason"]) == (1, "too_large")


def test_a_ticket_is_no_file_and_needs_a_house(tmp_path: Path) -> None:
    said = kvik("printer", "print", "K012", "--to", "kiosk-1", "--data", str(tmp_path), "--json")
    assert (said.code, said.json["reason"]) == (1, "not_running")


@pytest.mark.parametrize(("line", "other"), [
    ('printer_model = "epson-tm-t20iii"', 'printer_model = "typewriter"'),
    ('printer = "tcp://127.0.0.1:0"', 'printer = "usb://zzzz:0001"'),
])
def test_config_check_knows_printers(tmp_path: Path, line: str, other: str) -> None:
    file = tmp_path / "site.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    assert line in text
    file.write_text(text.replace(line, other), encoding="utf-8")
    said = kvik("config", "check", str(file), "--json")
    (problem,) = said.json["facts"]["problems"]
    assert said.code == 1
    assert problem["line"] == text[:text.index(line)].count("\n") + 1
    assert problem["key"] == f"kiosks[1].{line.split(maxsplit=1)[0]}"


def test_config_check_tells_mistakes_of_printers_together_with_all_others(tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    file.write_text(text.replace("epson-tm-t20iii", "typewriter").replace('letter = "B"', 'letter = "K"'),
                    encoding="utf-8")
    told = {p["key"] for p in kvik("config", "check", str(file), "--json").json["facts"]["problems"]}
    assert told == {"services.borgerservice.letter", "kiosks[1].printer_model"}


def test_the_process_itself_ends_with_the_code(tmp_path: Path) -> None:
    said = subprocess.run(
        [sys.executable, "-m", "kvik", "board", "--data", str(tmp_path)], capture_output=True, text=True,
        timeout=PATIENCE, check=False,
    )
    assert said.returncode == 1
    assert "kvik run" in said.stderr
