# The house's commands. Each installs what it needs first, and only once; see ./bootstrap.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN := .venv/bin
AT ?= 2026-11-23T10:00
DATA ?= data
WORKERS ?= 3

.PHONY: help run test check bench pictures clean constraints ready-run ready-test ready-check \
	style types rooms qml qt contract languages receipts

help: ## Show these commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 14

run: ready-run ## See a house at work, on Monday 23 November 2026 at 10.00 (AT=2026-11-23T10:00 DATA=data)
	@echo "The house opens with its clock at $(AT); its data is in $(DATA)/. Ctrl-C closes it."
	@$(BIN)/kvik run --data $(DATA) --at $(AT)

test: ready-test ## Run all tests (WORKERS=3; many wait more than they work)
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal

check: ready-check style types rooms qml qt contract languages receipts ## Check style, types, rooms, QML, contract, languages, paper

bench: ready-run ## Measure the house's speed beside the machine's own limits
	@$(BIN)/kvik bench

pictures: ready-test ## Make the README's pictures from a house that runs
	@$(BIN)/python -m pytest tests/checks/pictures.py

clean: ## Throw away the virtual environment and what checks and tests cached; DATA stays
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis \
		tests/checks/asyncapi/node_modules tests/checks/receiptio/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

constraints: ready-test ## Take the newest versions that pyproject.toml allows into constraints.txt
	$(BIN)/python -m pip install --quiet --upgrade --upgrade-strategy eager --no-build-isolation -e '.[dev]'
	@{ sed '/^[^#]/,$$d' constraints.txt; $(BIN)/python -m pip freeze --all --exclude kvik --exclude pip | sort -f; } \
		> constraints.new && mv constraints.new constraints.txt

ready-run ready-test ready-check: ready-%:
	@./bootstrap $*

# ---- the parts of check

style: ready-check
	@$(BIN)/ruff check .

types: ready-check
	@$(BIN)/mypy

rooms: ready-check
	@$(BIN)/lint-imports

qml: ready-check
	@QT_QPA_PLATFORM=offscreen $(BIN)/python tests/checks/qml.py

qt: ready-check
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest tests/test_qt.py

contract: ready-check
	@$(BIN)/python -m broker.contract --check
	@node tests/checks/asyncapi/validate.js docs/asyncapi.json

languages: ready-check
	@$(BIN)/python tests/checks/languages.py

receipts: ready-check
	@PYTHONPATH=. $(BIN)/python tests/checks/receipts.py
