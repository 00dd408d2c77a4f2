# Sijill. `make help` says what there is; every target stands alone on a machine with Python 3.11 or newer, make and the package index.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DEMO := demo.db
.DEFAULT_GOAL := help
.PHONY: help install demo test check bench link lock docs clean

help: ## say what each target does
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/.run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/.test: requirements/test.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

install: $(VENV)/.run ## create .venv, install the lock and Sijill; afterwards .venv/bin/sijill is there

demo: $(VENV)/.run ## read the demo's reports into a fresh ledger and print its claims and figures
	@BIN=$(BIN) LEDGER=$(DEMO) sh demo/run.sh

test: $(VENV)/.test ## run all tests
	@sh tools/what_tests_need.sh
	$(BIN)/python -m pytest -q

check: $(VENV)/.test ## lint, types, layers, then the tests with many more examples
	$(BIN)/ruff check src tests tools bench
	$(BIN)/mypy
	$(BIN)/lint-imports
	SIJILL_EXAMPLES=2000 $(BIN)/python -m pytest -q

bench: $(VENV)/.run ## measure extraction beside the parse that it stands on; `make bench link`: how linking grows, to a million claims
	$(BIN)/python bench/$(if $(filter link,$(MAKECMDGOALS)),link,speed).py

link: ## with bench: see there
	@:

docs: $(VENV)/.test ## print the reference pages and the README's picture anew
	$(BIN)/python tools/print_reference.py
	@BIN=$(BIN) LEDGER=$(DEMO) sh demo/run.sh > /dev/null
	$(BIN)/python tools/picture.py $(DEMO) docs/pictures/claims.svg

lock: $(VENV)/.test ## pin the newest versions that the .in files allow
	$(BIN)/python -m pip install --quiet pip-tools
	cd requirements && for f in run test; do ../$(BIN)/pip-compile --quiet --upgrade --generate-hashes --strip-extras --allow-unsafe \
	  --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-header -o $$f.txt $$f.in; done

clean: ## remove the environment, caches and the demo's ledger
	rm -rf $(VENV) $(DEMO)* .pytest_cache .mypy_cache .ruff_cache .hypothesis build
