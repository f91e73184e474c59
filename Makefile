# make run           the dashboard over the sample data, from nothing
# make test          everything that must hold, from nothing
# make test-faults   every point of the fault suites, of which `make test` runs a sample
# make benchmark     the speeds, as ratios within one run
# make lock          pin requirements anew after a change in pyproject.toml

PYTHON ?= python3
BIN := .venv/bin
LOCK := $(BIN)/pip-compile --quiet --strip-extras --no-header \
	--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options

.PHONY: run test lint types check test-faults benchmark lock

run: .venv/run.stamp
	$(BIN)/python -m vouch serve

test: lint types check

lint: .venv/test.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/sqlfluff lint --processes 2 queries

types: .venv/test.stamp
	$(BIN)/mypy

check: .venv/test.stamp
	.ci/browser
	.ci/deploy
	$(BIN)/python -m pytest --numprocesses 2 --durations 25

test-faults: .venv/test.stamp
	$(BIN)/python -m pytest --numprocesses 2 -m "" tests/faults

benchmark: .venv/run.stamp
	$(BIN)/python -m tests.benchmarks

lock: .venv/test.stamp
	$(LOCK) --output-file requirements.txt pyproject.toml
	$(LOCK) --extra test --constraint requirements.txt --output-file .ci/requirements.txt pyproject.toml

.venv/run.stamp: requirements.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

.venv/test.stamp: .ci/requirements.txt .venv/run.stamp | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement $<
	touch $@

.venv/bin/python:
	$(PYTHON) -c 'import ensurepip, venv' || .ci/install python3-venv
	$(PYTHON) -m venv .venv
