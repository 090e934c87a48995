"""`python -m display`."""

from __future__ import annotations

import sys

from display.app import main

sys.exit(main(sys.argv[1:]))
