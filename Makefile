# make demo    set up, read the sample stories, print a path and the conflicts, serve the API (SERVE=0: do not serve)
# make test    set up and run every test
# make check   style, types, layers
# make lock    write the lock files anew from pyproject.toml (needs uv)
# make bench   print the speed figures
# make gate    print how well the evaluation stories are read (they are looked for in ENTENTE_GOLD, else ../shared/gold)
# make picture draw docs/path.svg from the demo's store

PYTHON ?= $(shell for p in python3.12 python3.11 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' 2>/dev/null && echo $$p && break; done)
SERVE ?= 1
PORT ?= 8000
BIN := .venv/bin
DEMO := build/demo.sqlite
SURE := 0.7# ties less certain than this are left out of what the demo prints

.PHONY: demo test check lock bench gate picture clean

.venv/.ready: requirements/dev.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "Entente needs Python 3.11, 3.12 or 3.13 with the venv module (Debian: apt-get install python3-venv)" >&2; exit 2; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

demo: .venv/.ready
	@mkdir -p build && rm -f $(DEMO) $(DEMO)-wal $(DEMO)-shm
	$(BIN)/entente ingest ingest/samples/stories.jsonl --store $(DEMO)
	$(BIN)/entente path OpenAI Meta --store $(DEMO) --min-confidence $(SURE) --limit 5
	$(BIN)/entente conflicts "Scale AI" --store $(DEMO) --min-confidence $(SURE)
ifneq ($(SERVE),0)
	$(BIN)/entente serve --store $(DEMO) --port $(PORT)
endif

test: .venv/.ready
	$(BIN)/python -m pytest

check: .venv/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/.ready
	$(BIN)/python -m tests.bench.bench_paths
	$(BIN)/python -m tests.bench.bench_api

gate: .venv/.ready
	$(BIN)/python -m tests.quality.gate

picture: .venv/.ready
	FORCE_COLOR=1 COLUMNS=108 $(BIN)/entente path Google Meta --store $(DEMO) --min-confidence $(SURE) --limit 1 \
	  --relation client-of --relation invested-in --as-of 2025-06-12 | $(BIN)/python docs/picture.py docs/path.svg

lock:
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements/dev.txt
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet --upgrade --output-file requirements/run.txt

clean:
	rm -rf .venv build *.egg-info
