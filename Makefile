# Every command a person types. `make` alone lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
NPM_DIR := build/npm
REQUIRE ?=
export REQUIRE

.DEFAULT_GOAL := help
.PHONY: help setup setup-system assets test lint format bench demo package chaos fuzz bombs lock clean

help: ## list the commands
	@awk -F':.*## ' '/^[a-z-]+:.*## /{printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.ready assets ## virtual environment, pinned packages, browser bundle

$(VENV)/.ready: requirements.txt requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt -r requirements-dev.txt
	touch $@

setup-system: ## Debian packages for the browser and PostgreSQL rings (needs root)
	bin/setup-system

assets: $(VENV)/.ready ## browser bundle and npm packages, built again only when their sources changed
	bin/build-assets

test: setup ## lint and every ring of tests
	bin/run-tests

lint: $(VENV)/.ready ## format, style, types, layers
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m descriptors --check

format: $(VENV)/.ready ## rewrite the code in its one style
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

demo: setup ## backend and both simulators on loopback; ARGS=--headless-tour walks the main path
	$(BIN)/python -m addon demo $(ARGS)

bench: setup ## ratios and counts, printed and written to build/bench.json
	$(BIN)/python -m tests.bench

package: setup ## the .vsix, the Connect descriptor and the Forge manifest, into build/
	bin/package

chaos: setup ## random edits, faults and kills: SEEDS, EDITS, STORE=sqlite|postgresql
	$(BIN)/python -m tests.chaos

fuzz: setup ## random and mutated scripts against the evaluator: INPUTS
	$(BIN)/python -m tests.fuzz

bombs: setup ## all that scripts may call, with far too much, in the locked child: INPUTS
	$(BIN)/python -m tests.fuzz --bombs

lock: ## renew the pinned requirements from the .in files
	$(PYTHON) -m venv $(VENV) && $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements.in -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --no-header requirements-dev.in -o requirements-dev.txt

clean: ## remove what was built
	rm -rf build $(VENV) addon/console/static
