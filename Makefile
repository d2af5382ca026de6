# `make help` lists what there is. Nothing but Python 3.12 or newer and make has to be installed by hand.
.DEFAULT_GOAL := help
.PHONY: help run test fuzz check format contract bench screenshots clean environment

PYTHON := .venv/bin/python
# Each recipe begins so: find a Python, then make or update .venv when its lock has changed.
ENVIRONMENT = python=$$(scripts/find-python) && "$$python" scripts/environment.py

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Set everything up and serve the site at http://127.0.0.1:8000 (PORT, BIND, DATA_DIR: docs/configuration.md)
	@$(ENVIRONMENT) base && $(PYTHON) scripts/frontend.py build && exec $(PYTHON) manage.py serve

test: ## Set up what the tests need and run all of them: Python on two databases, TypeScript, sound, browser
	@$(ENVIRONMENT) dev && exec $(PYTHON) scripts/test.py

check: ## Formatters, linters, types, floors, migrations, templates, API contract
	@$(ENVIRONMENT) dev && exec $(PYTHON) scripts/check.py

format: ## Format Python and TypeScript
	@$(ENVIRONMENT) dev && exec $(PYTHON) scripts/format.py

contract: ## Write docs/api/schema.yaml and the client's types anew, after a change of the API
	@$(ENVIRONMENT) dev && exec $(PYTHON) scripts/contract.py write

fuzz: ## Try the API's contract against a live server for ten minutes (FUZZ_SECONDS for each of two people)
	@$(ENVIRONMENT) dev && FUZZ_SECONDS=$${FUZZ_SECONDS:-300} FUZZ_SEED=$${FUZZ_SEED:-$$(date +%s)} FUZZ_PHASES=examples,coverage,fuzzing,stateful \
	$(PYTHON) -m pytest -n0 -m servers tests/test_contract_live.py

bench: ## Measure import, pages and bytes against their yardsticks; figures land in docs/benchmarks.md
	@$(ENVIRONMENT) dev && $(PYTHON) scripts/frontend.py build && exec $(PYTHON) -m bench --write

screenshots: ## Make the pictures in docs/screenshots from the demo catalogue
	@$(ENVIRONMENT) dev && $(PYTHON) scripts/frontend.py build && exec $(PYTHON) -m scripts.screenshots

environment: ## Only the Python environment for working on the site
	@$(ENVIRONMENT) dev && $(PYTHON) scripts/frontend.py packages

clean: ## Remove what was made: environment, packages, bundle, caches. Your data in var/ stays
	rm -rf .venv frontend/node_modules static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
