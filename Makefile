# What a person or a machine does with the project; `make help` lists it.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed
SAMPLE := data/sample
DATE   := $(patsubst date=%,%,$(lastword $(sort $(notdir $(wildcard $(SAMPLE)/membership_events/date=*)))))

.PHONY: help setup run test soak check format bench detect docs lock clean

help: ## list these targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -qq --disable-pip-version-check -c requirements.txt -e '.[dev]'
	touch $@

setup: $(STAMP) ## make the virtual environment

run: $(STAMP) ## run the night on the sample, and show what it flagged and why
	$(BIN)/groupspam run --date $(DATE) --input $(SAMPLE) --output out --warehouse out/groupspam.duckdb
	$(BIN)/groupspam flags --date $(DATE) --output out

test: $(STAMP) ## run all tests
	$(BIN)/python -m pytest -n auto --dist worksteal

soak: $(STAMP) ## run the randomised tests with many more seeds, and kill fifty nights
	$(BIN)/python -m pytest -n auto --dist worksteal -m soak

check: $(STAMP) ## format, lint, types, imports, SQL, generated docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/sqlfluff lint --processes 0 sql
	$(BIN)/python -m jobs.docs --check

format: $(STAMP) ## put code into its form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(STAMP) ## measure the night on the S day
	$(BIN)/python -m tests.bench.night --size S

detect: $(STAMP) ## learn weights on some simulated worlds, and judge others by them
	$(BIN)/python -m tests.bench.detection

docs: $(STAMP) ## write the generated pages of docs/
	$(BIN)/python -m jobs.docs

lock: ## pin the versions that a fresh environment gets today
	rm -rf $(VENV)-lock
	$(PYTHON) -m venv $(VENV)-lock
	$(VENV)-lock/bin/python -m pip install -qq --disable-pip-version-check '.[dev]'
	$(VENV)-lock/bin/python -m pip freeze --exclude groupspam > requirements.txt
	rm -rf $(VENV)-lock

clean: ## remove what these targets made
	rm -rf $(VENV) $(VENV)-lock out .airflow-venv .bench build dist
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
