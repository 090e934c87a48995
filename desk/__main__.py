"""Run a desk's window: python -m desk --data DIR --device desk-skranke-3 [--headless] [--serial PATH]."""

import sys

from desk.app import main

raise SystemExit(main(sys.argv[1:]))
