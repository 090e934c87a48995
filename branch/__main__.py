"""Run a station: python -m branch --data DIR --device station-fuglebjerg [--headless]."""

import sys

from branch.app import main

raise SystemExit(main(sys.argv[1:]))
