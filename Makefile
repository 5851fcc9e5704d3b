# Three commands: make report, make test, make lab. Each sets up .venv first (make setup does only that); nothing else is needed but
# Python 3.11+, venv and make.
# The README shows the same steps without make.
PYTHON ?= python3
BIN    := .venv/bin
SEEDS  ?= seeds
# Compiled bytecode halves the start of every kernel, so a setting that forbids it is lifted for these commands; so is one that would
# have no "assert" looked at.
unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONOPTIMIZE

.PHONY: setup report test test-ftm torture lab figures pictures constraints clean
.DEFAULT_GOAL := report

# uv where this machine can have it, else pip. Each file is checked against its hash; what has to be built is built by what is installed already.
INSTALL = VIRTUAL_ENV=.venv $$(if [ -x $(BIN)/uv ]; then echo $(BIN)/uv pip install --quiet --compile-bytecode; \
	else echo $(BIN)/python -m pip install --disable-pip-version-check; fi) --no-build-isolation
KIT    := analystkit/new/files

.venv/ready: requirements.txt constraints.txt $(KIT)/installer.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "analystkit needs Python 3.11 or newer; name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	@echo "Setting up .venv: 10 seconds with uv, some minutes with pip ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(KIT)/installer.txt || echo "without uv, then"
	@$(INSTALL) --require-hashes -r constraints.txt
	@$(INSTALL) --no-deps -e .
	@touch $@

setup: .venv/ready

report: .venv/ready
	$(BIN)/analystkit report $(SEEDS)

lab: .venv/ready
	$(BIN)/analystkit lab

test: .venv/ready
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n logical --dist loadfile
	$(BIN)/python -m pytest -p no:cacheprovider -p analystkit.publish.strict --nbval --nbval-current-env --nbval-cell-timeout=90 -n logical --dist loadfile notebooks
	$(BIN)/analystkit check

# FollowTheMoney's own library on what is exported for it: needs ICU (Debian: libicu-dev pkg-config g++).
test-ftm: .venv/ready
	@$(INSTALL) --require-hashes -r tests/ftm/constraints.txt
	$(BIN)/python -m pytest -o addopts="--strict-markers --import-mode=importlib -ra" tests/ftm

# What the tests of tests/torture do in part, whole, with the table of figures of docs/reliability.md; takes an hour or more.
torture: .venv/ready
	TORTURE=whole $(BIN)/python -m pytest -q tests/torture

# Every benchmark on a folder of annotated news: make figures EVAL=DIR ARGS='--only times --against before.json'
figures: .venv/ready
	$(if $(EVAL),,$(error name the folder of annotated news: make figures EVAL=DIR))
	$(BIN)/python benchmarks/figures.py $(EVAL) $(ARGS)

# The two pictures of the README, of the pages in site/
pictures: report
	$(BIN)/python benchmarks/pictures.py site

# The newest versions within the bounds, for every system and Python, with the hashes of all their files; then docs/licences.md and the SBOM.
LOCK = $(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11.0 --generate-hashes --no-annotate \
	--no-emit-package analystkit --custom-compile-command 'make constraints'
constraints: .venv/ready
	printf 'uv\nsetuptools\n' | $(LOCK) - -o $(KIT)/installer.txt
	sed /@/d $(KIT)/requirements.txt | $(LOCK) - pyproject.toml --extra import --extra xlsx -o $(KIT)/constraints.txt
	$(LOCK) requirements.txt -c $(KIT)/constraints.txt -o constraints.txt
	$(LOCK) tests/ftm/requirements.txt -c constraints.txt -o tests/ftm/constraints.txt
	@$(INSTALL) --require-hashes -r constraints.txt -r tests/ftm/constraints.txt
	$(BIN)/python benchmarks/bill.py

clean:
	rm -rf .venv site .cache
