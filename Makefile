# What a person types here. Works in a folder with spaces in its name: every path below is relative.
.DEFAULT_GOAL := help
.PHONY: help run test check bench messages lock clean again

VENV := .venv/bin/python
PIP := $(VENV) -m pip --disable-pip-version-check --quiet install

# A stamp's name carries a checksum of what was installed and where: another lock or another folder is another stamp.
key = $(shell { pwd; cat pyproject.toml $(1); } | cksum | cut -d " " -f 1)
RUN := .venv/run-$(call key,requirements.lock)
DEV := .venv/dev-$(call key,requirements.lock requirements-dev.lock)

help:
	@echo 'make run       start the demo: sample committees, SQLite, Slack and Teams side by side in a page'
	@echo 'make test      the whole test suite on SQLite and PostgreSQL;  make test ARGS="-k poll"'
	@echo 'make check     lint, types, import rules, translations, migrations'
	@echo 'make bench     benchmarks'
	@echo 'make messages  bring the translations up to date with the templates'
	@echo 'make lock      resolve the dependencies anew (needs uv);  make lock ARGS=--upgrade'
	@echo 'make clean     remove .venv and what tools left behind'

run: $(RUN)
	@$(VENV) -m bot demo $(ARGS)

# With ARGS the tests run one after the other, so that -x, --pdb and -s do what they say.
test: $(DEV)
	@$(VENV) -m pytest $(or $(ARGS),--numprocesses=auto)

check: $(DEV)
	$(VENV) -m ruff check .
	$(VENV) -m ruff format --check .
	$(VENV) -m pyright --pythonpath $(VENV)
	$(VENV) .venv/bin/lint-imports
	$(VENV) -m templates.translations --check
	$(VENV) -m storage.migrations --check

bench: $(DEV)
	@$(VENV) -m benchmarks $(ARGS)

messages: $(DEV)
	$(VENV) -m templates.translations

COMPILE := uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate $(ARGS)
lock:
	$(COMPILE) --group build --output-file requirements.lock
	$(COMPILE) --group dev --constraint requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf .venv .hypothesis .import_linter_cache .pytest_cache .ruff_cache build dist
	find . -name __pycache__ -prune -exec rm -rf {} +

# The first Python that is new enough and can make a virtual environment; $PYTHON goes first.
define FIND_PYTHON
new_enough=; python=; \
for candidate in "$$PYTHON" python3.13 python3.12 python3.11 python3 python; do \
	"$$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
	new_enough="$$candidate"; \
	"$$candidate" -c 'import ensurepip' 2>/dev/null && python="$$candidate" && break; \
done; \
if [ -z "$$new_enough" ]; then \
	echo 'samordning needs Python 3.11 or newer, and there is none on the PATH.' >&2; exit 1; \
elif [ -z "$$python" ]; then \
	echo "$$new_enough comes without venv: install the package python3-venv (sudo apt install python3-venv)." >&2; exit 1; \
fi
endef

# Whatever stopped an installation halfway left .venv/unfinished behind: then it begins anew.
define MAKE_VENV
if [ -e .venv/unfinished ] || ! $(VENV) -m pip --version >/dev/null 2>&1; then \
	$(FIND_PYTHON); \
	rm -rf .venv && mkdir .venv && touch .venv/unfinished && "$$python" -m venv .venv; \
fi
endef

# Is there a whole environment whose Python still runs?
whole := $(shell [ ! -e .venv/unfinished ] && $(VENV) -c 'print("yes")' 2>/dev/null)

$(RUN): $(if $(whole),,again)
	@$(MAKE_VENV)
	@echo 'Installing what samordning runs on; this takes about half a minute the first time.'
	@rm -f .venv/run-* .venv/dev-* && touch .venv/unfinished
	@$(PIP) --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@cd .venv/lib/python3*/site-packages && echo ../../../.. >_samordning.pth # as absolute path, LC_ALL=C can't read an æ
	@mv .venv/unfinished $@

$(DEV): $(RUN)
	@echo 'Installing what tests and checks need besides.'
	@rm -f .venv/dev-* && touch .venv/unfinished
	@$(PIP) --require-hashes --only-binary :all: -r requirements-dev.lock
	@mv .venv/unfinished $@
