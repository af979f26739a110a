# `make demo` and `make test` need python3 (3.11 or later, with venv) and nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: install demo test check bench nightly clean

install: $(VENV)/.installed  ## .venv with `ronda` in it

$(VENV)/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Ronda needs Python 3.11 or later; set PYTHON=python3.11" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.developer: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: install  ## the main job, to visible articles, without internet
	$(BIN)/ronda demo

test: $(VENV)/.developer  ## the tests
	$(BIN)/python -m pytest

check: $(VENV)/.developer  ## all that CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest --cov --cov-report=term-missing:skip-covered

bench: $(VENV)/.developer  ## the measurements of docs/measurements.md
	$(BIN)/python -m tests.benchmarks

nightly: $(VENV)/.developer  ## the long tests
	$(BIN)/python -m pytest -m nightly

clean:
	rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .coverage* demo
