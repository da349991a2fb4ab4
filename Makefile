# KuaiQi. `make` tells what there is to make. Every target sets up what it needs.

.DEFAULT_GOAL := help
SHELL := /bin/sh
export PATH := $(CURDIR)/.local/node/bin:$(PATH)
export PYTHONPATH := $(CURDIR)
# Where no bytecode is kept, each of the many processes compiles its libraries anew: two seconds instead of half a one.
unexport PYTHONDONTWRITEBYTECODE

SETUP := python3 -m tools.setup
PY := .venv/bin/python
PYTEST := $(PY) -m pytest
WEB := gateway/web
# The longest first, so that no process is left alone with one of them at the end.
SUITES := chaos browser journeys integration unit

.PHONY: help
help: ## what there is to make
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: run
run: ## start everything at http://127.0.0.1:8000 (KUAIQI_PORT, DATABASE_URL, AMQP_URL); Ctrl-C ends it
	@$(SETUP) run
	@setpriv --pdeathsig TERM -- $(PY) -m tools.devstack

.PHONY: check
check: ## lint, types, import rules, security, web client, stale generated files, deployment
	@$(SETUP) check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --cache-dir .local/cache/imports
	$(PY) -m bandit --quiet --recursive --configfile pyproject.toml shared services gateway
	$(PY) -W ignore::DeprecationWarning -m tools.generate --check
	cd $(WEB) && npm run --silent lint && npm run --silent typecheck && npm run --silent test
	$(PYTEST) --quiet tests/unit/deploy

# Tests wait more than they reckon: one process per core, each with servers of its own; a file stays in one of them.
.PHONY: test
test: check ## check, then all tests: unit, integration, journeys, browser, and the short chaos
	@$(SETUP) test
	$(PYTEST) -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder -m "not long" $(wildcard $(addprefix tests/,$(SUITES)))

.PHONY: chaos
chaos: ## break a running stack in every way, and plant defects that must be noticed (about half an hour)
	@$(SETUP) test
	$(PYTEST) tests/chaos

.PHONY: bench
bench: ## measure on a stack of its own and write docs/benchmarks.md; CASE=list measures the cases with that word alone
	@$(SETUP) test
	@CASE="$(CASE)" $(PY) -m tools.bench

.PHONY: demo
demo: ## fill the demo company of make run with months of work: SIZE=small, medium or large
	@$(PY) -W ignore::DeprecationWarning -m tools.demodata $(SIZE)

.PHONY: images
images: ## build the container images, one per process
	@for service in gateway crm workflow office attendance stats; do \
	  docker build --build-arg SERVICE=$$service --tag kuaiqi/$$service:latest --file deploy/Dockerfile . || exit 1; \
	done

.PHONY: lock
lock: ## write requirements/*.txt from pyproject.toml
	@$(SETUP) python
	$(PY) -m tools.setup.lock

.PHONY: backup
backup: ## save databases and files of make run while it runs: make backup TO=folder
	$(PY) -m tools.devstack.backup save $(TO)

.PHONY: restore
restore: ## put a backup back into make run, which is then to be restarted: make restore FROM=folder
	$(PY) -m tools.devstack.backup restore $(FROM)

.PHONY: clean
clean: ## remove environment, builds, private servers and their data
	@python3 -m tools.setup.clean
