"""Run a kiosk: python -m kiosk --data DIR --device kiosk-1 [--headless]."""

import sys

from kiosk.app import main

raise SystemExit(main(sys.argv[1:]))
