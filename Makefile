# Everything is one command. Stamps in .venv make a second run do nothing.

PYTHON ?= python3
PORT ?= 8000
DB ?= sqlite
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: setup dev run test bar coverage sbom check bench messages lock clean
.DEFAULT_GOAL := setup

setup: .venv/.setup
dev: .venv/.dev

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Guizhang needs Python 3.11 or newer; say PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv

.venv/.setup: requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements-dev.lock .venv/.setup
	$(BIN)/pip install --quiet --require-hashes -r requirements-dev.lock
	@touch $@

run: setup
	@PORT=$(PORT) exec $(BIN)/guizhang serve --demo

# parts that need PostgreSQL or Chromium say aloud why they are left out; GUIZHANG_TEST_ALL=1 makes that a failure
test: dev
	$(BIN)/pytest -n auto --dist loadfile $(ARGS)

# the long form of the checks in docs/bar.md
bar: dev
	$(BIN)/pytest -m bar $(ARGS)

# branches too: which of them the tests have taken (B45)
coverage: dev
	mkdir -p var/coverage
	$(BIN)/coverage erase
	$(BIN)/coverage run -m pytest -n auto --dist loadfile $(ARGS)
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report
	$(BIN)/coverage json --quiet -o var/coverage/report.json
	$(BIN)/python -m tests.bar.cover var/coverage/report.json

# what the product is made of, as CycloneDX 1.6 (B46 compares it with the environment)
sbom: setup
	@mkdir -p dist
	$(BIN)/python -m tests.bar.supply > dist/sbom.json

check: dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/guizhang check
	$(BIN)/guizhang migrate --check

bench: dev
	DB=$(DB) $(BIN)/python -m tests.load.bench

messages: dev
	$(BIN)/guizhang messages

# versions and hashes only: the locks name no index and no path
LOCK := uv pip compile --quiet --python-version 3.11 --generate-hashes --no-header --no-annotate
lock:
	$(LOCK) --group build pyproject.toml -o requirements.lock
	$(LOCK) -c requirements.lock --group build --group dev pyproject.toml -o requirements-dev.lock
	sed -i '/^--/d' requirements.lock requirements-dev.lock

clean:
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache dist
