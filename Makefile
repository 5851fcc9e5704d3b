# Three commands: make report, make test, make lab. Each sets up .venv first (make setup does only that); nothing else is needed but
# Python 3.11+, venv and make.
# The README shows the same steps without make.
PYTHON ?= python3
BIN    := .venv/bin
SEEDS  ?= seeds
# Compiled bytecode halves the start of every kernel, so a setting that forbids it is lifted for these commands.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: report test test-ftm torture lab figures pictures clean
.DEFAULT_GOAL := report

.venv/ready: requirements.txt analystkit/new/files/constraints.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "analystkit needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@echo "Setting up .venv: 10 seconds with uv, some minutes with pip ..."
	@if $(BIN)/python -m pip install --quiet --disable-pip-version-check uv; \
	then VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet --compile-bytecode -r requirements.txt -c constraints.txt; \
	else $(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt -c constraints.txt; fi
	@touch $@

setup: .venv/ready

report: .venv/ready
	$(BIN)/analystkit report $(SEEDS)

lab: .venv/ready
	$(BIN)/analystkit lab

# What proves that exports are valid: it runs in tests only.
.venv/tested: .venv/ready
	@if [ -x $(BIN)/uv ]; then VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet -e '.[test-exports]' -c constraints.txt; \
	else $(BIN)/python -m pip install --disable-pip-version-check -e '.[test-exports]' -c constraints.txt; fi
	@touch $@

test: .venv/tested
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	$(BIN)/python -m pytest -p no:cacheprovider --nbval --nbval-current-env -n logical --dist loadfile notebooks
	$(BIN)/analystkit check

# FollowTheMoney's own library on what is exported for it: needs ICU (Debian: libicu-dev pkg-config g++).
test-ftm: .venv/tested
	@if [ -x $(BIN)/uv ]; then VIRTUAL_ENV=.venv $(BIN)/uv pip install --quiet -e '.[test-ftm]' -c constraints.txt; \
	else $(BIN)/python -m pip install --disable-pip-version-check -e '.[test-ftm]' -c constraints.txt; fi
	$(BIN)/python -m pytest -o addopts="--strict-markers --import-mode=importlib -ra" tests/ftm

# What the tests of tests/torture do in part, whole, with the table of figures of docs/reliability.md; takes an hour or more.
torture: .venv/tested
	TORTURE=whole $(BIN)/python -m pytest -q tests/torture

# Every benchmark on a folder of annotated news: make figures EVAL=DIR ARGS='--only times --against before.json'
figures: .venv/ready
	$(if $(EVAL),,$(error name the folder of annotated news: make figures EVAL=DIR))
	$(BIN)/python benchmarks/figures.py $(EVAL) $(ARGS)

# The two pictures of the README, of the pages in site/
pictures: report
	$(BIN)/python benchmarks/pictures.py site

clean:
	rm -rf .venv site .cache
