# Two commands do all the set-up: `make run` and `make test`. `make` alone lists the rest.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
OFFSCREEN := QT_QPA_PLATFORM=offscreen
OUT ?= out
HAS_DISPLAY := $(or $(DISPLAY),$(WAYLAND_DISPLAY))

.PHONY: help run test check soak shots bench freeze words pins clean
help: ## list what there is
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 18

run: $(VENV)/.ready-run ## open the wizard; without a display, walk the sample client through it into out/
ifeq ($(HAS_DISPLAY),)
	$(OFFSCREEN) $(PY) -m ui --walk $(OUT)
else
	$(PY) -m ui
endif

test: $(VENV)/.ready-dev ## run all tests
	$(OFFSCREEN) $(PY) -m pytest -n 2 --dist loadgroup --max-worker-restart 0

check: $(VENV)/.ready-dev ## lint, format, types, import contracts, words
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports --config import-contracts.toml
	$(PY) tools/words.py --check

soak: $(VENV)/.ready-dev ## the long runs: full counts of kills and mutations
	SOAK=1 $(OFFSCREEN) $(PY) -m pytest -n 2 -m "soak or slow" -o faulthandler_timeout=5400

shots: $(VENV)/.ready-dev ## pictures of every page in four states and looks, each checked, with an index
	$(OFFSCREEN) $(PY) tools/shots.py $(OUT)/shots

bench: $(VENV)/.ready-dev $(VENV)/.tried-rivals ## speed and memory as ratios in one run
	$(PY) -m compileall -q onboard ui $(VENV)/lib || true
	$(OFFSCREEN) $(PY) -m tests.bench

freeze: $(VENV)/.ready-freeze ## build the one-folder app and run its self-test
	$(PY) -m PyInstaller --noconfirm --log-level WARN build.spec
	$(OFFSCREEN) dist/onboard/onboard --self-test

words: $(VENV)/.ready-dev ## compile the catalogue of sentences
	$(PY) tools/words.py

pins: ## write requirements/ again from pyproject.toml (needs uv)
	for set in run:install dev:dev freeze:freeze bench:bench; do \
	  UV_PYTHON_DOWNLOADS=never uv pip compile --quiet --universal --python-version 3.11 \
	    --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --no-annotate \
	    --extra install --extra $${set#*:} pyproject.toml -o requirements/$${set%:*}.txt || exit 1; \
	done

clean: ## remove what was built here
	rm -rf $(VENV) build dist out *.egg-info

$(VENV)/.ready-run: requirements/run.txt pyproject.toml
	sh tools/system_packages.sh run
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed")'
	test -x $(PY) || $(PYTHON) -m venv $(VENV)
	$(PY) -m pip install --quiet --require-hashes -r requirements/run.txt
	$(PY) -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.ready-dev: $(VENV)/.ready-run requirements/dev.txt
	sh tools/system_packages.sh test
	$(PY) -m pip install --quiet --require-hashes -r requirements/dev.txt
	touch $@

# The engines that `make bench` compares with. Where one cannot be had, its rows say so.
$(VENV)/.tried-rivals: $(VENV)/.ready-dev requirements/bench.txt tests/bench/package.json
	$(PY) -m pip install --quiet --require-hashes -r requirements/bench.txt || true
	mkdir -p $(VENV)/rivals
	cp tests/bench/package.json $(VENV)/rivals/
	npm install --silent --no-package-lock --ignore-scripts --no-audit --no-fund --prefix $(VENV)/rivals || true
	touch $@

$(VENV)/.ready-freeze: $(VENV)/.ready-dev requirements/freeze.txt
	sh tools/system_packages.sh freeze
	$(PY) -m pip install --quiet --require-hashes -r requirements/freeze.txt
	touch $@
