# Everything one does with the project. `make run` and `make test` set up what they need.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
MINUTES ?= 1
#: questions, genre, bytes, lives, files, histories, commits, together; all without it.
WHAT ?= all
SOURCES := searchapp tests scripts

.PHONY: run test soak check format bench screenshots clean

run: $(VENV)/.installed  ## index the sample reports and open the search page
	$(BIN)/searchapp ingest || $(BIN)/searchapp ingest --rebuild
	@$(BIN)/python scripts/open_page.py http://127.0.0.1:8000/ &
	$(BIN)/searchapp serve

test: $(VENV)/.installed-dev  ## all tests, those in the browser too
	@sh scripts/install_for_tests.sh
	$(BIN)/pytest --numprocesses 4 --dist loadfile

soak: $(VENV)/.installed-dev  ## laws on random cases, for MINUTES=1 or more, and FILES=20000; from SEED on
	$(BIN)/python -m tests.soak $(WHAT) --minutes $(MINUTES) $(if $(SEED),--seed $(SEED)) $(if $(FILES),--files $(FILES))

check: $(VENV)/.installed-dev  ## format, lint, strict types
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy

format: $(VENV)/.installed-dev  ## put the code into the house's form
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

bench: $(VENV)/.installed-dev  ## what a build and a search cost beside others, at REPORTS=200
	$(BIN)/python -m tests.bench $(if $(REPORTS),--reports $(REPORTS))

screenshots: $(VENV)/.installed-dev  ## pictures of every page, into tests/output; README=1: the README's two
	@sh scripts/install_for_tests.sh
	$(BIN)/python -m scripts.screenshots $(if $(README),--readme,tests/output)

clean:  ## everything that can be made again; library.db is kept
	rm -rf $(VENV) .node build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis tests/output
	find index -mindepth 1 ! -name .gitignore -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/.installed: setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or later is needed; name one: make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install -qq --upgrade pip
	$(BIN)/pip install -qq --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(BIN)/pip install -qq --editable ".[dev]"
	@touch $@
