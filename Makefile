# `make run` starts Steward, `make test` checks everything; both install what they need first.
.PHONY: run test setup format lint clean

run: setup
	@exec .venv/bin/steward up

test: setup
	@exec .ci/test

setup:
	@.ci/setup

format: setup
	@.venv/bin/ruff check --quiet --fix . ; .venv/bin/ruff format .

lint: setup
	@.ci/test format lint types imports

clean:
	@rm -rf .web .build .states .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
