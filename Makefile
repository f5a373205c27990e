# wian: set up and run. Everything installed is kept in .venv/.
PYTHON ?= python3
BIN := .venv/bin
DEMO := examples/gecc-2564/directive.yaml
MKDOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs

.DEFAULT_GOAL := help
.PHONY: help demo test check bench golden docs site clean

help: ## Show the targets.
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

demo: .venv/installed ## Run the main job on the real case of 2564.
	@$(BIN)/wian propagate $(DEMO)

# Three for two cores, as many tests wait for a server that they have started.
test: .venv/developing ## Set everything up and run the tests, a file at a time on three processes.
	$(BIN)/pytest -n 3 --dist loadfile --no-loadscope-reorder

# deptry looks at the program, then at what may import test tools as well (DEP004).
check: .venv/developing ## Format, lint, types, the direction of the arrows, dependencies, wording.
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .
	$(BIN)/deptry tests benchmarks docs -e '$$^' -ee '$$^' -i DEP002,DEP004
	$(BIN)/pytest tests/docs/test_wording.py

bench: .venv/developing ## Run every benchmark, each against its floor or peer.
	$(BIN)/python -m benchmarks

golden: .venv/developing ## Write the golden files of the letters anew; review the difference.
	$(BIN)/pytest tests/letters --update-golden

docs: site ## Build the site of the documentation and serve it, until Ctrl+C.
	@$(MKDOCS) serve --quiet --dev-addr 127.0.0.1:8008 --open

site: .venv/documenting ## Build the site into build/site; a broken link fails.
	@$(MKDOCS) build --quiet && echo "The site is in build/site."

clean: ## Remove what these targets installed.
	rm -rf .venv build *.egg-info

# A bare Debian or Ubuntu has Python and pip but may lack ensurepip: then virtualenv makes the
# environment, from a folder inside it.
.venv/made:
	@echo "Setting up .venv: once, two or three minutes."
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "wian needs Python 3.11 or newer: make PYTHON=python3.12 ..." >&2; exit 1; }
	@$(PYTHON) -m venv .venv >/dev/null 2>&1 || { rm -rf .venv \
	  && $(PYTHON) -m pip install -q --target .venv/bootstrap virtualenv \
	  && PYTHONPATH=.venv/bootstrap $(PYTHON) -m virtualenv -q .venv; }
	@touch $@

.venv/installed: .venv/made pyproject.toml constraints.txt
	@$(call install,wian and what it needs,-e .)
	@touch $@

.venv/developing: .venv/installed
	@$(call install,what the tests and checks need,-e '.[dev]')
	@touch $@

.venv/documenting: .venv/installed
	@$(call install,what the site needs,-e '.[docs]')
	@touch $@

# Install, and show how far pip is, a line every ten packages; its errors are shown as they come.
define install
echo "Installing $(1) ..."; rm -f .venv/failed; \
{ $(BIN)/python -m pip install --disable-pip-version-check -c constraints.txt $(2) \
  || touch .venv/failed; } \
| awk '/^Collecting/ { if (++found % 10 == 0) { print "  " found " packages found"; fflush() } } \
       /^Installing collected/ { print "  installing " found " packages"; fflush() }'; \
test ! -e .venv/failed
endef
