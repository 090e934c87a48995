"""The one door to python-escpos: imported late, because it is slow, and without what it leaves behind.

It would configure the root logger, read a database of printers for 0.2 s and 8 MB, and leave a folder with a
pickle of it in the system's temporary folder. It gets a database with one line, of code page 858.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

from printer.models import PrinterModel

CODE_PAGE = "CP858"
_DATABASE = "ESCPOS_CAPABILITIES_FILE"
_importing = Lock()


def new_dummy(model: PrinterModel) -> Any:  # noqa: ANN401 - python-escpos has no types
    """Return an `escpos.printer.Dummy` that collects commands for a model; not to be shared by threads."""
    dummy = _dummy_class()()
    dummy.profile.profile_data["media"]["width"]["pixels"] = model.width
    dummy.profile.profile_data["codePages"] = {str(model.code_page): CODE_PAGE}
    dummy.magic.encoder.codepages = {CODE_PAGE: model.code_page}
    return dummy


def _dummy_class() -> Any:  # noqa: ANN401
    with _importing:
        return _import_dummy()


@cache
def _import_dummy() -> Any:  # noqa: ANN401
    with _small_database(), _silent_root_logger():
        from escpos import capabilities, printer  # noqa: PLC0415 - late is the point
    shutil.rmtree(capabilities.pickle_dir, ignore_errors=True)
    return printer.Dummy


@contextmanager
def _small_database() -> Iterator[None]:
    before = os.environ.get(_DATABASE)
    with tempfile.TemporaryDirectory(prefix="kvik-escpos-") as folder:
        file = Path(folder) / "capabilities.json"
        file.write_text(json.dumps(_CAPABILITIES), encoding="utf-8")
        os.environ[_DATABASE] = str(file)
        try:
            yield
        finally:
            os.environ.pop(_DATABASE)
            if before is not None:
                os.environ[_DATABASE] = before


@contextmanager
def _silent_root_logger() -> Iterator[None]:
    """Keep `logging.basicConfig` from adding a handler, as it does only where there is none."""
    placeholder = logging.NullHandler()
    logging.root.addHandler(placeholder)
    try:
        yield
    finally:
        logging.root.removeHandler(placeholder)


_CAPABILITIES = {
    "profiles": {
        "default": {
            "name": "Kvik",
            "vendor": "Kvik",
            "notes": "",
            "codePages": {"19": CODE_PAGE},
            "colors": {"0": "black"},
            "features": {"bitImageRaster": True, "paperFullCut": True, "paperPartCut": True, "qrCode": True},
            "fonts": {"0": {"name": "Font A", "columns": 48}},
            "media": {"dpi": 203, "width": {"mm": 80, "pixels": 576}},
        },
    },
    "encodings": {CODE_PAGE: {"name": CODE_PAGE, "python_encode": "cp858"}},
}
