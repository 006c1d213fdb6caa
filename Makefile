# The two commands are `make demo` and `make test`. Each does its own set-up and says what it is doing.
SHELL := /bin/bash
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export PATH := $(if $(CARGO_HOME),$(CARGO_HOME),$(HOME)/.cargo)/bin:$(PATH)

# SMALL=0 builds the package's wasm with plain stable Rust instead of a standard library rebuilt for size.
export SMALL ?= 1

SETUP := scripts/setup.sh
BUILD_TOOLS := node rust tools npm

.PHONY: help demo test package bench accept-size lint format test-host test-browser test-tenant test-package test-bundlers test-frameworks test-e2e test-differential test-engines clean

help:
	@echo 'make demo           build everything, start the local tenant and the demo, print the URL, stay up'
	@echo 'make demo CHECK=1   drive the demo in headless Chromium instead; screenshots in target/demo/'
	@echo 'make demo APP=react the same with the official SDK for a framework: angular, react or vue'
	@echo 'make test           everything that proves the project; ends with "N passed, N failed"'
	@echo 'make package        the npm package, ready to publish, in pkg/ (SMALL=0: plain stable build)'
	@echo 'make bench          the package beside @auth0/auth0-spa-js in Chromium; ONLY=proof,cached ROUNDS=5 for less,'
	@echo '                    RECORD=1 to write the table and the picture in benches/ anew'
	@echo 'make accept-size    the size of the package as it is now is what make test allows from now on, plus 2 %'
	@echo
	@echo 'Parts of make test:'
	@echo '  make lint           format, clippy, docs, eslint, prettier, budgets'
	@echo '  make test-host      Rust tests on this machine'
	@echo '  make test-browser   Rust tests in headless Chromium'
	@echo '  make test-tenant    the local tenant'
	@echo '  make test-package   the built npm package'
	@echo '  make test-bundlers  the package installed, built and opened with each bundler; ONLY=vite-8,next for less'
	@echo '  make test-frameworks  the official Angular, React and Vue SDKs on the package, in headless Chromium'
	@echo '  make test-e2e       the built package in headless Chromium against the local tenant'
	@echo '  make test-differential  the same calls to the peer and to the package, compared'
	@echo '  make test-engines   the journey in Chromium, Firefox and WebKitGTK; ONLY=Firefox for less'
	@echo
	@echo 'make format         rewrites the code in the project'"'"'s format'
	@echo 'make clean          removes what was built (installed tools stay: .tools/, node_modules/)'

demo:
	@$(SETUP) $(BUILD_TOOLS) $(if $(CHECK),chromium)
	@scripts/package.sh
	@$(if $(APP),$(SETUP) frameworks && node www-example/frameworks/demo.mjs $(APP),node www-example/demo.mjs $(if $(CHECK),--check))

test:
	@$(SETUP) $(BUILD_TOOLS) chromium bundlers frameworks engines
	@node scripts/test.mjs

package:
	@$(SETUP) $(BUILD_TOOLS)
	@scripts/package.sh

bench:
	@$(SETUP) $(BUILD_TOOLS) chromium vite
	@scripts/package.sh
	@node benches/run.mjs $(if $(ONLY),--only=$(ONLY)) $(if $(ROUNDS),--rounds=$(ROUNDS)) $(if $(RECORD),--record)

accept-size: package
	@node benches/budget.mjs --accept

lint:
	@$(SETUP) node rust npm
	@node scripts/test.mjs lint

format:
	@$(SETUP) node rust npm
	@cargo fmt
	@node_modules/.bin/prettier --write --log-level warn '**/*.{js,mjs,cjs,ts,mts,cts,css}'

test-host:
	@$(SETUP) node rust
	@node scripts/test.mjs host

test-browser:
	@$(SETUP) $(BUILD_TOOLS) chromium
	@node scripts/test.mjs browser

test-tenant:
	@$(SETUP) node npm
	@node scripts/test.mjs tenant

test-package:
	@$(SETUP) $(BUILD_TOOLS)
	@node scripts/test.mjs build package

test-bundlers:
	@$(SETUP) $(BUILD_TOOLS) chromium bundlers
	@ONLY=$(ONLY) node scripts/test.mjs build bundlers

test-frameworks:
	@$(SETUP) $(BUILD_TOOLS) chromium frameworks
	@node scripts/test.mjs build frameworks

test-e2e:
	@$(SETUP) $(BUILD_TOOLS) chromium
	@node scripts/test.mjs build e2e

test-differential:
	@$(SETUP) $(BUILD_TOOLS) chromium
	@node scripts/test.mjs build differential

test-engines:
	@$(SETUP) $(BUILD_TOOLS) chromium engines
	@ONLY=$(ONLY) node scripts/test.mjs build engines

clean:
	rm -rf target pkg test-results playwright-report
