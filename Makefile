# make demo      set up, ingest the bundled sample news, ask a question, open the chat prompt
# make test      set up with the test tools, run every check and every test
# make bench     measure ingest and questions against the ways of LangChain's tutorials, on this machine
# make fuzz      feed every reader of other people's bytes with nonsense for a minute
# make pictures  draw what Discord shows, for the README and to look at; it needs Chromium
# make coverage  the tests, with the lines and branches they leave out
# make clean     remove the environment and the caches; the data folder stays

SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null \
	&& { echo $$p; break; }; done)
ROOM_MB ?= 3000
# By name, because a comma would end an argument of $(call …).
MEASURING := dev,bench
DRAWING := dev,pictures
export HF_HUB_OFFLINE ?= 1

.PHONY: demo test lint bench fuzz pictures coverage check-python check-room clean lock

demo: $(BIN)/.installed
	@$(BIN)/newsdesk demo

test: $(BIN)/.tested lint
	$(BIN)/pytest

lint: $(BIN)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --strict
	$(BIN)/mypy tests
	$(BIN)/lint-imports

$(BIN)/.installed: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory check-python check-room
	@echo "Setting up $(VENV) with the pinned packages; the first time takes some minutes."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@$(call install,-e .)
	@touch $@

$(BIN)/.tested: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory check-python check-room
	@echo "Setting up $(VENV) with the pinned packages and the test tools; the first time takes some minutes."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@$(call install,-e '.[dev]')
	@touch $(BIN)/.installed $@

$(BIN)/.benched: pyproject.toml constraints.txt
	@$(MAKE) --no-print-directory check-python check-room
	@echo "Setting up $(VENV) with the pinned packages and those to measure with; the first time takes some minutes."
	@[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	@$(call install,-e '.[$(MEASURING)]')
	@touch $(BIN)/.installed $(BIN)/.tested $@

$(BIN)/.drawn: $(BIN)/.tested
	@$(call install,-e '.[$(DRAWING)]')
	@touch $@

# pip's lines are kept in a log; of them a person sees the packages' names, then any error.
define install
{ $(BIN)/python -m pip install --disable-pip-version-check --no-input $(1) -c constraints.txt 2>&1; echo "exit $$?"; } \
	| tee $(VENV)/install.log | awk ' \
		/^(Collecting|Processing|Obtaining) / { name = $$2; sub(/.*\//, "", name); sub(/[-=<>~!;([].*/, "", name); if (!seen[name]++) { printf "  %3d  %s\n", ++n, name; fflush() } } \
		/^Installing collected packages/ { print "  unpacking them all; this takes a minute or two"; fflush() } \
		/^ERROR/ { print; fflush() }'; \
tail -n 1 $(VENV)/install.log | grep -qx 'exit 0' || { \
	if grep -qi 'no space left' $(VENV)/install.log; then \
		echo "The disk is full: free about $(ROOM_MB) MB, then run make again." >&2; \
	else \
		echo "The packages could not be installed: pip's reason stands above and in $(VENV)/install.log." >&2; \
	fi; exit 1; }
endef

check-python:
	@[ -n "$(PYTHON)" ] || { echo "newsdesk needs Python 3.11, 3.12 or 3.13: install one, or name it with make PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null || { \
		echo "newsdesk needs Python 3.11, 3.12 or 3.13, and $(PYTHON) is not: name one with make PYTHON=/path/to/python." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "$(PYTHON) cannot make a virtual environment: install its venv package (on Debian: apt install python3-venv)." >&2; exit 1; }

check-room:
	@[ -x $(BIN)/newsdesk ] || [ "$$(df -Pm . | awk 'NR == 2 { print $$4 }')" -ge $(ROOM_MB) ] || { \
		echo "The disk is too full: the packages need about $(ROOM_MB) MB here; free some, then run make again." >&2; exit 1; }

# Pin anew for Python 3.11 to 3.13; uv resolves in seconds what pip takes minutes for.
lock:
	uv pip compile pyproject.toml --extra dev --extra bench --extra pictures --universal --python-version 3.11 --no-annotate --no-header -o constraints.txt

# Their words: make bench BENCH="--articles FILE.jsonl" ASKING="--sizes 10000" CROWD="--askers 20";
# --help names them all.
bench: $(BIN)/.benched
	$(BIN)/python -m tests.bench.ingest $(BENCH)
	$(BIN)/python -m tests.bench.questions $(ASKING)
	$(BIN)/python -m tests.bench.discord $(CROWD)

fuzz: $(BIN)/.benched
	$(BIN)/python -m tests.bench.fuzz --seconds 60

pictures: $(BIN)/.drawn
	$(BIN)/python -m tests.bench.pictures tests/bench/pictures answer digest timeline

coverage: $(BIN)/.tested
	$(BIN)/pytest --cov --cov-report=term:skip-covered

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
