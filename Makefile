# The doors of this project. `make demo` and `make test` install what they need into .venv first.
# PYTHON=/path/to/python3.12 chooses the interpreter; UPGRADE=--upgrade lets `make lock` move to newer versions.

VENV := .venv
BIN := $(VENV)/bin
CANDIDATES := $(if $(PYTHON),$(PYTHON),python3.13 python3.12 python3.11 python3)
UV := $(firstword $(wildcard $(BIN)/uv) uv)
COMPILE := $(UV) pip compile pyproject.toml --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-header $(UPGRADE)
# Wheels only, each with a known hash: nothing that is not in the lock runs here.
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
INSTALL := $(PIP) install --require-hashes --no-deps --only-binary :all: -r
# The builder is in the lock too, so the project itself is installed without fetching one.
INSTALL_PROJECT := $(PIP) install --no-deps --no-build-isolation --no-index --editable .

# Slack's own SDK for JavaScript and its types, a second opinion where Node is installed; npm writes this file last.
NODE_PACKAGES := tests/node/node_modules/.package-lock.json
# What the journeys have sent, for those types to read.
PAYLOADS := $(CURDIR)/$(VENV)/.payloads

.DEFAULT_GOAL := help
.PHONY: help demo test test-again lint bench screenshots docs lock clean

help:
	@echo "make demo    Carnet and a stand-in for Slack on this machine, with a page to try it"
	@echo "make test    every check and every test"
	@echo "make lint    the checks alone"
	@echo "make kills   a thousand reminders, two hundred kills, a Slack that fails in every way, and every slip: minutes"
	@echo "make bench   figures beside their floors"
	@echo "make docs    docs/reference from the code"
	@echo "make lock    both requirements files from pyproject.toml (needs uv)"
	@echo "make clean   removes the virtual environment and all caches"

demo: $(VENV)/.runs
	@$(BIN)/carnet demo

# Much of a test is waiting, for a browser, a clock or a commit on the disk: four at a time use two cores well.
# Each process begins with files of its own and takes from another's end when it is done: what a file's tests share is
# set up once, and none is left alone at the end with what is longest.
# What is compiled is kept, wherever that is turned off: the tests start many processes, which would each compile it.
test: export PYTHONDONTWRITEBYTECODE =
test: lint $(NODE_PACKAGES)
	@rm -rf "$(PAYLOADS)" && mkdir "$(PAYLOADS)"
	@PAYLOADS="$(PAYLOADS)" $(BIN)/pytest -n 4 --dist worksteal
	@PAYLOADS="$(PAYLOADS)" $(BIN)/pytest tests/node/check_payloads.py

# Those that failed the last time, one after the other; not where so many did that it was no accident.
test-again: $(VENV)/.tests
	@$(BIN)/python -m tests.failed
	@PAYLOADS="$(PAYLOADS)" $(BIN)/pytest --last-failed --last-failed-no-failures none
	@PAYLOADS="$(PAYLOADS)" $(BIN)/pytest tests/node/check_payloads.py

# The pictures of the README, taken by the browser tests.
screenshots: $(VENV)/.tests
	@IMAGES=docs/images $(BIN)/pytest tests/browser

lint: $(VENV)/.tests
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

# One engine beside the other, and whatever else takes long.
kills: export PYTHONDONTWRITEBYTECODE =
kills: $(VENV)/.tests
	@$(BIN)/pytest -n 2 -m slow tests

bench: $(VENV)/.tests
	@$(BIN)/python -m tests.bench

docs: $(VENV)/.tests
	@$(BIN)/python -m tests.house._reference

lock:
	@command -v $(UV) >/dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv" >&2; exit 1; }
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	rm -rf tests/node/node_modules
	find bot tests -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.runs: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing Carnet into $(VENV) …"
	@$(INSTALL) requirements.lock
	@$(INSTALL_PROJECT)
	@touch $@

$(VENV)/.tests: requirements-dev.lock pyproject.toml | $(BIN)/python
	@echo "Installing Carnet and its tests into $(VENV) …"
	@$(INSTALL) requirements-dev.lock
	@$(INSTALL_PROJECT)
	@touch $@ $(VENV)/.runs

# Versions and hashes from the lock, scripts of packages never run. Without Node the tests of tests/node say so.
$(NODE_PACKAGES): tests/node/package.json tests/node/package-lock.json
	@if command -v node >/dev/null && command -v npm >/dev/null; then \
	    echo "Installing Slack's JavaScript packages into tests/node …"; \
	    (cd tests/node && npm ci --loglevel error >/dev/null) && touch $@ || echo "npm ci failed in tests/node" >&2; \
	fi

$(BIN)/python:
	@for python in $(CANDIDATES); do \
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	    "$$python" -m venv $(VENV) && exit 0; \
	    rm -rf $(VENV); \
	    echo "$$python cannot make a virtual environment. On Debian or Ubuntu: sudo apt install python3-venv" >&2; \
	    exit 1; \
	done; \
	echo "Carnet needs Python 3.11 or newer; tried: $(CANDIDATES). If yours has another name: make PYTHON=…" >&2; \
	exit 1
