# Every target sets up what it needs: a virtual environment, the Python packages, and (as root on
# Debian) the system libraries that Qt asks for.
SHELL := /bin/sh
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
GUI ?= auto
JOBS ?= auto

.DEFAULT_GOAL := help
.PHONY: help demo run admin test faults soak lint bench screenshots media package clean

help: ## Say what each target does
	@grep -hE '^[a-z]+:.*## ' Makefile | sed -E 's/:.*## /\t/' | expand -t 14

demo: $(VENV)/.ready ## Play an organisation through eight weeks; GUI=1 opens the window, GUI=0 never
	@GUI=$(GUI) sh packaging/demo.sh $(BIN)

run: $(VENV)/.ready ## Open the learner's window
	@sh packaging/system.sh window
	@$(BIN)/keystep learn

admin: $(VENV)/.ready ## Open the administrator's window
	@sh packaging/system.sh window
	@$(BIN)/keystep admin

test: $(VENV)/.ready-test ## Lint, types, walls and every test, offscreen
	@sh packaging/system.sh window kiosk faults browser
	@$(MAKE) --no-print-directory lint
	QT_QPA_PLATFORM=offscreen $(BIN)/pytest -n $(JOBS) --dist worksteal -q

faults: $(VENV)/.ready-test ## Every fault of the catalogue, to the full depth
	@sh packaging/system.sh window kiosk faults
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.faults

soak: $(VENV)/.ready-test ## A kiosk under many visits, kills, updates and a folder that fails
	@sh packaging/system.sh screen
	$(BIN)/python -m tests.soak

lint: $(VENV)/.ready-test ## Ruff, mypy and the walls between the rooms
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy -p keystep
	$(BIN)/lint-imports

bench: $(VENV)/.ready-test ## Measure against floors and peers; writes benchmarks.json
	@sh packaging/system.sh screen
	$(BIN)/python -m tests.benchmarks

screenshots: $(VENV)/.ready-test ## Every screen, three sizes, light and dark, into screenshots/
	@sh packaging/system.sh window
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/screenshots.py screenshots

media: $(VENV)/.ready-media ## Draw the films of the shipped packs again, and speak their sounds
	@sh packaging/system.sh window
	QT_QPA_PLATFORM=offscreen $(BIN)/python packaging/media/make_video.py
	$(BIN)/python packaging/media/make_audio.py

package: $(VENV)/.ready-package ## Build a folder that runs without Python, and try it
	@sh packaging/system.sh hands
	$(BIN)/pyinstaller --noconfirm --distpath dist --workpath build packaging/keystep.spec
	sh packaging/try-package.sh dist/keystep

clean: ## Remove what the targets above made
	rm -rf $(VENV) build dist demo benchmarks.json
	rm -rf .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

$(VENV)/.ready: pyproject.toml packaging/venv.sh
	@sh packaging/venv.sh $(PYTHON) $(VENV)
	@touch $@

$(VENV)/.ready-%: $(VENV)/.ready
	@sh packaging/venv.sh $(PYTHON) $(VENV) $*
	@touch $@
