# Homeward's few commands. `make help` lists them; each installs what it needs, from hash-pinned locks, into .venv.
# Another Python:  make test PYTHON=/path/to/python3.12

PYTHON ?= $(or $(shell command -v python3.11),python3)
# SERVE=0 keeps `make demo` from serving the pages at its end.
SERVE ?= 1
PORT ?= 8400

BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PIN = $(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
	--no-header --no-emit-index-url --no-emit-trusted-host --no-emit-options
LOCK = $(PIN) --build-deps-for editable pyproject.toml
LOCKED = --upgrade --constraint requirements/engine.txt
PEERS = $(BIN)/python -c 'import tomllib; \
	print(*tomllib.load(open("pyproject.toml", "rb"))["project"]["optional-dependencies"]["bench"], sep="\n")'

.DEFAULT_GOAL := help
.PHONY: help demo test test-all lint format bench docs lock
.DELETE_ON_ERROR:

help:  ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

demo: .venv/platform.stamp  ## Screen an invented camp, put it into an installation under var/, and serve its pages
	@$(BIN)/homeward demo
	@$(BIN)/homeward camp --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

# What touches a database runs twice: on SQLite with everything else, and on a PostgreSQL started for it. All pages are opened in a
# browser on PostgreSQL, a few of them on SQLite too.
ON_POSTGRES := $(BIN)/python tools/postgres.py
# Two processes, a half of the tests each; whoever is done first takes over some of the other's.
TESTED := $(BIN)/pytest -n 2 --dist worksteal

# Compiled code with every index looked at: by itself, one below zero or beyond the end reads what lies beside the array.
CHECKED := NUMBA_BOUNDSCHECK=1 NUMBA_CACHE_DIR=$(CURDIR)/.venv/checked

test: lint .venv/system.stamp  ## Lint, then the tests that take seconds: on SQLite, on PostgreSQL, in a browser
	@$(TESTED) -m "not slow and (not browser or smoke)"
	@$(ON_POSTGRES) $(TESTED) -m "not slow" --stored

test-all: lint .venv/system.stamp .venv-client/stamp  ## Lint, then every test, the slow ones too
	@$(TESTED) -m "not browser or smoke"
	@$(ON_POSTGRES) $(TESTED) -m "" --stored
	@$(CHECKED) $(TESTED) -m "not slow" tests/names tests/screening tests/matching

lint: .venv/dev.stamp  ## Style, types, import contracts, docstrings, generated files; longest files and functions
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache > .venv/contracts.txt || { cat .venv/contracts.txt; exit 1; }
	@$(BIN)/python tools/rooms.py
	@$(BIN)/python tools/build_lexicon.py --check
	@$(BIN)/python tools/build_lexicon_keys.py --check
	@$(BIN)/python tools/guardrails.py --check
	@$(BIN)/python tools/report.py

format: .venv/dev.stamp  ## Rewrite the code in the house style
	@$(BIN)/ruff check --fix --quiet .
	@$(BIN)/ruff format .

bench: .venv/dev.stamp .venv-bench/stamp  ## Measure quality, calibration, fairness, speed and scale again (PARTS="speed scale" for some)
	@$(BIN)/python benchmarks/run.py $(PARTS)

docs: .venv/dev.stamp  ## Build the documentation into site/, to be read without a network
	@$(BIN)/mkdocs build --strict --quiet
	@echo "The documentation is in site/index.html."

lock: .venv/dev.stamp  ## Resolve the dependencies anew and pin them with their hashes
	@$(LOCK) --upgrade --output-file requirements/engine.txt
	@$(LOCK) $(LOCKED) --extra platform --output-file requirements/platform.txt
	@$(LOCK) $(LOCKED) --constraint requirements/platform.txt --extra platform --extra dev --output-file requirements/dev.txt
	@$(PEERS) | $(PIN) --upgrade --output-file requirements/bench.txt -
	@echo yente-client | $(PIN) --upgrade --output-file requirements/client.txt -

.venv/bin/python:
	@command -v $(PYTHON) > /dev/null || { echo "There is no $(PYTHON) here. Install Python 3.11 or later, or say where it is: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Homeward needs Python 3.11 or later, and $(PYTHON) is not. Say where one is: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# What pip installs it lays down as bytecode too; for what stands here, that is done the same way.
.venv/engine.stamp .venv/platform.stamp .venv/dev.stamp: .venv/%.stamp: requirements/%.txt pyproject.toml | .venv/bin/python
	@echo "Installing what requirements/$*.txt pins ..."
	@$(PIP) install --require-hashes -r requirements/$*.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q src/homeward
	@$(BIN)/python -c 'from homeward.cli.compiled import ready; ready()'
	@touch $@

.venv/system.stamp: tools/system.py | .venv/bin/python
	@$(BIN)/python tools/system.py
	@touch $@

# The peers stay apart from Homeward. One of them is built from source; where that fails, everything else is measured without them.
.venv-bench/stamp: requirements/bench.txt | .venv/bin/python
	@echo "Installing the programs to measure against ..."
	@rm -rf .venv-bench && $(BIN)/python -m venv .venv-bench
	@.venv-bench/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements/bench.txt && touch $@ || \
		{ rm -rf .venv-bench; echo "They could not be installed (nomenklatura needs a C++ compiler and ICU's headers): measuring without them."; }

# The published client of the interface for tools, as those have it: apart from Homeward. Where it cannot be had, its two tests are skipped.
.venv-client/stamp: requirements/client.txt | .venv/bin/python
	@echo "Installing the client that tools for OpenSanctions use ..."
	@rm -rf .venv-client && $(BIN)/python -m venv .venv-client
	@.venv-client/bin/python -m pip --disable-pip-version-check -qq install --require-hashes -r requirements/client.txt && touch $@ || \
		{ rm -rf .venv-client; echo "It could not be installed: testing without it."; }
