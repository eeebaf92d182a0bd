# Everything an operator or a contributor types. Needs only make, a POSIX shell and Python >= 3.11.
#   make run [PORT=8000] [SIZE=small|full|none]     make test     make check
#   make removed [KEYS="two-own files-cap"]         each protection taken away: its test goes red
#   make bench [DOCUMENTS=100000] [ROWS=1000000]    figures; so many texts to search in, rows to import
#   make advisories SNAPSHOT=all.zip                known weaknesses of the pinned packages, offline
#   make structure                                  after a migration was added: what a first start loads
#   make practice [PRACTICE_PORT=8001]              an invented district to practise in, beside it
# PYTHON names the interpreter, if the one found first is not the one you want.

SHELL = /bin/sh
.DEFAULT_GOAL = run
.NOTPARALLEL:

# Dozens of processes start in a run of the tests: without the compiled files each compiles all of it
# anew, which takes longer than all else it does. Some machines forbid them for everybody.
export PYTHONDONTWRITEBYTECODE =

PORT = 8000
SIZE = small
PRACTICE_PORT = 8001
WORKERS = 2
DOCUMENTS = 10000
ROWS = 100000

BIN = .venv/bin
PYTEST = $(BIN)/python -m pytest
TOGETHER = -n $(WORKERS) --dist loadfile --no-loadscope-reorder
DJANGO = $(BIN)/dangjian manage

.PHONY: install ocr run practice test check guards advisories bench faults removed structure

install:
	@PYTHON="$(PYTHON)" sh requirements/install.sh

# Reading scans: an extra of about 400 MB, nothing else needs it.
ocr: install
	@$(BIN)/python -m pip install --no-input --require-hashes -r requirements/ocr.txt

run: install
	@exec $(BIN)/dangjian run --port "$(PORT)" --size "$(SIZE)"

practice: install
	@exec $(BIN)/dangjian practice --port "$(PRACTICE_PORT)"

test: install
	@$(PYTEST) -q $(TOGETHER) -m "not faults and not full"

# The types are checked beside the rest: it takes one processor as long as all the others together.
check: install
	@$(BIN)/mypy & types=$$!; \
	$(BIN)/ruff check . && \
	$(BIN)/lint-imports --no-cache && \
	DANGJIAN_HOME=.data-test $(DJANGO) makemigrations --check --dry-run && \
	$(PYTEST) -q tests/test_architecture.py tests/kit/test_templates.py; \
	rest=$$?; wait $$types && exit $$rest

guards: install
	@$(PYTEST) -q $(TOGETHER) -m "guards or full"

faults: install
	@$(PYTEST) -q -m faults

# Every protection of docs/controls/removed.toml taken away in a copy; its test has to go red there.
removed: install
	@$(BIN)/python -m tests.controls.removing $(KEYS)

# Pinned packages against advisories the operator brings: make advisories SNAPSHOT=all.zip
advisories: install
	@$(BIN)/dangjian advisories "$(SNAPSHOT)"

bench: install
	@$(BIN)/python -m bench --documents "$(DOCUMENTS)" --rows "$(ROWS)"

structure: install
	@$(BIN)/python -m tests.structure
