# Two commands matter: `make run` opens the atlas, `make test` runs every check. Both do their own set-up.
# Written for the GNU make 3.81 that macOS ships as well as for Debian's.

VENV := .venv
BIN := $(VENV)/bin
PORT ?= 8501
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null \
	&& echo $$p && break; done)

.DEFAULT_GOAL := help
.PHONY: help run test lint types unit browser bench screenshots sbom release lock clean

help: ## list the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.stamp ## open the atlas on http://localhost:8501 (another table: ATLAS_EVENTS=path make run)
	@$(BIN)/python serve.py --port $(PORT) $(SERVE)

test: ## run every check; style and types are looked at beside the tests that need no browser
	@$(MAKE) $(VENV)/dev.stamp
	@$(MAKE) -j 3 lint types unit
	@$(MAKE) browser

lint: $(VENV)/dev.stamp ## check format and style
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/oxlint --quiet components web

types: $(VENV)/dev.stamp ## check types
	$(BIN)/mypy

unit: $(VENV)/dev.stamp ## run the tests that need no browser
	$(BIN)/pytest -m "not browser" -n 2

browser: $(VENV)/dev.stamp ## run the tests in a real Chromium
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest -m browser -n 2 --dist loadgroup

bench: $(VENV)/dev.stamp ## measure; the results stand in benchmarks/RESULTS.md
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python -m benchmarks

screenshots: $(VENV)/dev.stamp ## make the pictures of the README anew
	@$(BIN)/python tests/browser/chromium.py
	$(BIN)/python docs/screenshots.py

sbom: $(VENV)/dev.stamp ## write the bill of materials (CycloneDX) and all licences into dist/
	@$(BIN)/python release.py --bill-only

release: $(VENV)/dev.stamp ## build the archive that installs without a network into dist/
	@$(BIN)/python release.py

LOCK := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

lock: $(VENV)/dev.stamp ## resolve everything anew, for Python 3.11 and later, with the hash of every file
	$(LOCK) requirements.txt -o requirements.lock
	$(LOCK) requirements-dev.txt -c requirements.lock -o requirements-dev.lock

clean: ## remove what the set-up made
	rm -rf $(VENV)

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=/path/to/python3."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
		echo "The virtual environment could not be made; on Debian: apt install python3-venv."; exit 1; }

PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes

$(VENV)/run.stamp: requirements.lock | $(VENV)/bin/python
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/dev.stamp: requirements-dev.lock $(VENV)/run.stamp
	$(PIP) -r requirements-dev.lock
	@touch $@
