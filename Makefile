# Everything here runs on a machine with git, make and Python; `make help` lists it.
SHELL := /bin/sh
PORT ?= 8000
DATA ?= ./var
DEMO_LANGUAGE ?= en
PY := .venv/bin/python
export PYTHONUTF8 := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo serve test check check-full bench shots lock messages vendor clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-11s %s\n", $$1, $$2}' Makefile

setup: ## make or refresh .venv from requirements.lock
	@sh tools/setup.sh

demo: setup ## the demo company at http://localhost:8000 (PORT=, DATA=, DEMO_LANGUAGE=zh)
	@$(PY) -m headway.config.messages compile --quiet
	@.venv/bin/headway demo --data "$(DATA)" --port "$(PORT)" --language "$(DEMO_LANGUAGE)"

serve: setup ## your own installation (HEADWAY_DATA, DATABASE_URL, PORT=)
	@$(PY) -m headway.config.messages compile --quiet
	@.venv/bin/headway serve --port "$(PORT)"

test: setup ## the tests that need neither a browser nor PostgreSQL (ARGS=)
	@$(PY) -m headway.config.messages compile --quiet
	@HEADWAY_DATA="$(CURDIR)/.cache/tests" $(PY) -m pytest -q -n 2 --dist loadfile $(ARGS)

check: ## what CI runs
	@.ci/run

check-full: ## the same, and every page in every width, theme and language
	@HEADWAY_CORNERS="$(foreach l,en zh,$(foreach t,light dark,$(foreach w,1440 390,$l/$t/$w)))" .ci/run

bench: setup ## the benchmark company, measured (ARGS="--people 80000 --database both")
	@$(PY) -m headway.config.messages compile --quiet
	@$(PY) tools/bench.py $(ARGS)

shots: setup ## pictures of every main page into shots/
	@$(PY) -m headway.config.messages compile --quiet
	@$(PY) tools/shots.py $(ARGS)

lock: ## resolve pyproject.toml into requirements.lock (ARGS=--upgrade)
	@UV_SYSTEM_CERTS=1 "$$(sh tools/setup.sh --find-uv)" pip compile -q pyproject.toml --group dev \
		--universal --python-version 3.12 --generate-hashes --no-emit-index-url --no-emit-find-links \
		--custom-compile-command 'make lock' -o requirements.lock $(ARGS)
	@sh tools/setup.sh

messages: setup ## compile the translations, then check that they are complete
	@$(PY) -m headway.config.messages compile
	@$(PY) -m headway.config.messages check

vendor: setup ## verify the browser libraries in the tree (ARGS=update fetches them again)
	@$(PY) tools/vendor.py $(ARGS)

clean: ## remove caches; keeps .venv and var/
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis .coverage htmlcov test-results dist build
	@find src tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
