# Everything a newcomer needs: make help
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# Each test starts Python some hundred times: what it has compiled is kept, also where the machine asks for the opposite.
unexport PYTHONDONTWRITEBYTECODE
SYNC ?= # more for `uv sync`, such as --group javascript

.PHONY: help demo run test check bench chaos converge gallery sbom clean

help: ## what there is
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/installed: pyproject.toml uv.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || (echo "Koers needs Python 3.11 or newer; say which with: make PYTHON=python3.12 …" && exit 1)
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check uv
	@# The second try, with the certificates of this machine, is for behind a company's proxy; it alone says what went wrong.
	@VIRTUAL_ENV=$(CURDIR)/$(VENV) $(VENV)/bin/uv sync --frozen --quiet $(SYNC) --python $(VENV)/bin/python 2>/dev/null \
		|| VIRTUAL_ENV=$(CURDIR)/$(VENV) $(VENV)/bin/uv sync --frozen --quiet $(SYNC) --system-certs --python $(VENV)/bin/python
	@touch $@

demo: $(VENV)/installed ## the bot and a named sales team, in a local Slack: no account needed
	@$(RUN) bot.py demo $(ARGS)

run: $(VENV)/installed ## the bot, with the settings of .env
	@$(RUN) bot.py serve $(ARGS)

# Everything on SQLite; then, when nothing may be skipped, on PostgreSQL what asks it all that was asked: tests/statements.py.
# -rs: what was skipped, and why.
TESTS := $(RUN) -m pytest -rs -n auto --dist loadfile --no-loadscope-reorder --durations=5
test: $(VENV)/installed ## the tests (KOERS_TEST_ALL=1: none may be skipped)
	@if [ "$$KOERS_TEST_ALL" != 1 ]; then $(TESTS) $(ARGS); else asked=$$(mktemp -d) && \
		KOERS_TEST_STATEMENTS=$$asked $(TESTS) $(ARGS) && $(RUN) -m tests.statements $$asked >$$asked/chosen && \
		if [ -s $$asked/chosen ] || [ -z "$(ARGS)" ]; then \
			test -s $$asked/chosen && KOERS_TEST_DATABASE=postgres $(TESTS) @$$asked/chosen; fi && rm -r $$asked; fi

# `.ci/run` says TESTED=1: it has just run the tests that belong to this.
check: $(VENV)/installed ## format, lint, types, import contracts, translations, migrations
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/mypy .
	@$(VENV)/bin/lint-imports
	@$(RUN) -m tests.known_weaknesses
	@if [ "$(TESTED)" != 1 ]; then $(RUN) -m pytest tests/messages tests/models/test_migrations.py; fi

bench: $(VENV)/installed ## speed, as ratios against a named baseline in the same run
	@$(RUN) -m tests.bench $(ARGS)

chaos: $(VENV)/installed ## bots that are killed and frozen, a database that is restarted (ARGS=sqlite, ARGS=failover), a Slack that fails
	@$(RUN) -m tests.chaos $(ARGS)

# On PostgreSQL with KOERS_TEST_DATABASE=postgres.
converge: $(VENV)/installed ## 300 histories of a CRM, Slack and files, where the tests run four
	@KOERS_TEST_HISTORIES=$${KOERS_TEST_HISTORIES:-0-299} $(RUN) -m pytest -n auto tests/jobs/crm/test_convergence.py $(ARGS)

gallery: $(VENV)/installed ## every message, as a page in gallery/
	@$(RUN) bot.py gallery --out gallery $(ARGS)

# By uv itself, from the lock: a package for it would be one more to trust.
sbom: $(VENV)/installed ## what runs, as CycloneDX: sbom.cdx.json
	@$(VENV)/bin/uv export --frozen --no-dev --quiet --preview-features sbom-export --format cyclonedx1.5 --output-file sbom.cdx.json >/dev/null

clean: ## remove what the tools made
	@rm -rf $(VENV) .mypy_cache .ruff_cache .hypothesis .import_linter_cache gallery sbom.cdx.json
