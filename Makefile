# The two commands of the README, and what a developer needs beside them.
# Arguments for the program:  make run ARGS="report my.suitability.json"

SHELL := /bin/sh
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := run
VENV ?= .venv
export VENV

# A bare system has no locale (or only "C"): Python then still writes UTF-8.
LOCALE_IN_USE := $(or $(LC_ALL),$(LC_CTYPE),$(LANG),C)
ifneq (,$(filter C POSIX,$(LOCALE_IN_USE)))
export PYTHONUTF8 := 1
endif

.PHONY: run test setup lock format

run:
	@scripts/setup.sh run
	@exec "$(VENV)/bin/suitability" $(ARGS)

test:
	@scripts/setup.sh test
	@scripts/test.sh $(ARGS)

setup:
	@scripts/setup.sh test

lock:
	@scripts/lock.sh

format:
	@"$(VENV)/bin/ruff" check --quiet --fix . ; "$(VENV)/bin/ruff" format .
