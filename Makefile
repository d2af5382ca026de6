# `make help` lists what there is. Nothing but Python 3.12 or newer and make has to be installed by hand.
.DEFAULT_GOAL := help
.PHONY: help run test fuzz check format contract bench screenshots clean environment \
	account env plan deploy destroy task console logs keys static workers release smoke db-init

PYTHON := .venv/bin/python
# Each recipe begins so: find a Python, then make or update .venv when its lock has changed.
ENVIRONMENT = python=$$(scripts/find-python) && "$$python" scripts/environment.py

help: ## What can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

run: ## Set everything up and serve the site at http://127.0.0.1:8000 (PORT, BIND, DATA_DIR: docs/configuration.md)
	@$(ENVIRONMENT) base && $(PYTHON) scripts/frontend.py build && exec $(PYTHON) manage.py serve

test: ## Set up what the tests need and run all of them: Python on two databases, TypeScript, sound, browser, Terraform and its policies
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

screenshots: ## Make the pictures in docs/screenshots, docs/tour and docs/pitching from the demo catalogue
	@$(ENVIRONMENT) dev && $(PYTHON) scripts/frontend.py build && $(PYTHON) -m scripts.screenshots && $(PYTHON) -m scripts.tour && $(PYTHON) -m scripts.curating_tour && exec $(PYTHON) -m scripts.pitching_tour

environment: ## Only the Python environment for working on the site
	@$(ENVIRONMENT) dev && $(PYTHON) scripts/frontend.py packages

# --- On AWS (docs/deploy.md). NAME is the environment, IMAGE the image by digest; each command is printed before it runs.

CLOUD = @python=$$(scripts/find-python) && exec "$$python" scripts/cloud.py

account: ## On AWS, once: state bucket, zone, image repository, roles, budget
	$(CLOUD) account

env: ## On AWS: a new environment NAME, a few lines in infra/environments
	$(CLOUD) env $(NAME)

plan: ## On AWS: what would change in NAME
	$(CLOUD) plan $(NAME)

deploy: ## On AWS: apply what plan showed
	$(CLOUD) deploy $(NAME)

destroy: ## On AWS: all of NAME, for good (protect = false must be applied first)
	$(CLOUD) destroy $(NAME)

db-init: ## On AWS, once for NAME: the database user of the site
	$(CLOUD) db-init $(NAME)

keys: ## On AWS: a pair of keys for signed addresses of media
	$(CLOUD) keys $(NAME)

task: ## On AWS: COMMAND="migrate", or of manage.py, as a task of its own
	$(CLOUD) task $(NAME) "$(COMMAND)"

workers: ## On AWS: all processes but web to what was applied, once the database is migrated
	$(CLOUD) workers $(NAME)

static: ## On AWS: static files of the image to their bucket
	$(CLOUD) static $(NAME)

release: ## On AWS: move the traffic to the new tasks, 10 % first
	$(CLOUD) release $(NAME)

smoke: ## On AWS: does NAME answer
	$(CLOUD) smoke $(NAME)

console: ## On AWS: a shell in a task of its own
	$(CLOUD) console $(NAME)

logs: ## On AWS: what PROCESS (web) of NAME logs, as it comes
	$(CLOUD) logs $(NAME) $(PROCESS)

clean: ## Remove what was made: environment, packages, bundle, caches. Your data in var/ stays
	rm -rf .venv frontend/node_modules static/dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
