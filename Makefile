# Set-up, building, tests and house-keeping. `make` alone lists what there is.

SWIFT ?= swift
PREFIX ?= /usr/local
DESTDIR ?=
PYTHON ?= python3
DEMO ?= scenarios/demo
SECONDS ?= 60

# A scratch folder of its own: a later plain `swift build -c release` would silently replace the static program.
STATIC_SCRATCH := .build-static
PROGRAM := $(STATIC_SCRATCH)/release/agwsim
# Debug information, of the cryptography library above all, would be half of the program.
STATIC_FLAGS := -c release --product agwsim --static-swift-stdlib -Xswiftc -static-executable -Xlinker --strip-debug \
  --scratch-path $(STATIC_SCRATCH)

# The programs that read agwsim's output in tests, in an environment of their own.
VENV := .venv
CONSUMERS := Tests/Consumers

# The Azure CLI, whose argument parser judges the table of az commands.
VENV_AZ := .venv-az

# Shell lines that install a package of Debian, with sudo unless root.
apt = command -v apt-get >/dev/null || { \
    echo "make: $(1) is missing, and there is no apt-get to install it with" >&2; exit 1; }; \
  if [ "$$(id -u)" -eq 0 ]; then as_root="env"; \
  elif command -v sudo >/dev/null; then as_root="sudo env"; \
  else echo "make: $(1) is missing: run as root 'apt-get install $(1)', then this again" >&2; exit 1; fi; \
  echo "Installing $(1)"; \
  install="$$as_root DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $(1)"; \
  $$install </dev/null || { $$as_root apt-get update </dev/null && $$install </dev/null; }

# A real web server that request routing is compared with, unpacked beside the package: an installed one would be started.
NGINX := .nginx

BENCH_SCRATCH := .build-bench
DIFFERENCES := Tests/Benchmarks/Differences
BENCH_FLAGS := -c release --static-swift-stdlib -Xswiftc -static-executable --scratch-path $(BENCH_SCRATCH)

.DEFAULT_GOAL := help
.PHONY: help setup program build demo test test-az bench bench-diff fuzz man completions install lint format clean

help: ## list these targets
	@echo "agwsim: predict the backend health of an Azure Application Gateway from Azure's own JSON"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo
	@echo "Variables: PREFIX ($(PREFIX)), DESTDIR, SWIFT ($(SWIFT)), PYTHON ($(PYTHON)), DEMO ($(DEMO)), SECONDS ($(SECONDS))"

setup: ## install libjson-c-dev, and openssl for the tests, where missing (apt-get, with sudo unless root)
	@command -v $(SWIFT) >/dev/null || { \
	  echo "make: there is no Swift toolchain: install Swift 6.1 or later (https://www.swift.org/install)" >&2; exit 1; }
	@if ! { echo '#include <json-c/json.h>' | clang -fsyntax-only -x c - && \
	    test -f "$$(clang -print-file-name=libjson-c.a)"; } >/dev/null 2>&1; then \
	  $(call apt,libjson-c-dev); \
	fi
	@command -v openssl >/dev/null || { $(call apt,openssl); }

program: setup
	$(SWIFT) build $(STATIC_FLAGS)

build: program ## build one static program (.build-static/release/agwsim)
	@ls -lL $(PROGRAM) | awk '{ printf "\nThe program, %.0f MB, needs nothing else: %s\n", $$5 / 1e6, "$(PROGRAM)" }'

# agwsim exits with 1 where it predicts something bad, which is what the demo is about.
demo: program ## build, predict a bundled export's health, trace a member that fails
	@echo
	@echo "$$ agwsim health $(DEMO)"
	@$(PROGRAM) health $(DEMO) || test $$? -eq 1
	@echo
	@echo "$$ agwsim trace pool-api/10.0.2.4 $(DEMO)"
	@$(PROGRAM) trace pool-api/10.0.2.4 $(DEMO) || test $$? -eq 1

test: setup $(VENV)/ready $(NGINX)/ready ## run every test, and show the output to the programs that read it
	@command -v dot >/dev/null || { $(call apt,graphviz); }
	@command -v jq >/dev/null || { $(call apt,jq); }
	$(SWIFT) test --disable-xctest
	$(VENV)/bin/python $(CONSUMERS)/check .build/debug/agwsim

$(VENV)/ready: $(CONSUMERS)/requirements.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt,python3-venv); }
	$(PYTHON) -m venv --clear $(VENV)
	$(VENV)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

$(NGINX)/ready:
	@command -v apt-get >/dev/null && command -v dpkg >/dev/null || { \
	  echo "make: there is no apt-get to fetch nginx with" >&2; exit 1; }
	rm -rf $(NGINX) && mkdir $(NGINX)
	cd $(NGINX) && { apt-get download nginx || { \
	  as_root="env"; [ "$$(id -u)" -eq 0 ] || as_root="sudo env"; \
	  $$as_root apt-get update </dev/null && apt-get download nginx; }; } && dpkg -x nginx_*.deb .
	@touch $@

test-az: setup $(VENV_AZ)/ready ## have the real az read every az command that agwsim reads or advises (installs azure-cli, 700 MB)
	AGWSIM_AZ_LINES=$(abspath $(VENV_AZ))/lines $(SWIFT) test --disable-xctest --filter AzTableTests
	$(VENV_AZ)/bin/python $(CONSUMERS)/check-az $(VENV_AZ)/lines .build/debug/agwsim

$(VENV_AZ)/ready: $(CONSUMERS)/requirements-az.txt
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt,python3-venv); }
	$(PYTHON) -m venv --clear $(VENV_AZ)
	$(VENV_AZ)/bin/pip install --quiet --disable-pip-version-check --requirement $<
	@touch $@

bench: setup ## measure the program beside yardsticks, in a few minutes
	AGWSIM_BENCH=1 $(SWIFT) build $(BENCH_FLAGS) --product agwsim
	AGWSIM_BENCH=1 $(SWIFT) build $(BENCH_FLAGS) --product benchmarks
	clang -O2 -o $(BENCH_SCRATCH)/hello Tests/Benchmarks/hello.c
	mkdir -p $(BENCH_SCRATCH)/inputs
	$(BENCH_SCRATCH)/release/benchmarks $(BENCH_SCRATCH)/release/agwsim $(BENCH_SCRATCH)/hello $(BENCH_SCRATCH)/inputs

# BuDDy and Z3 are for this comparison alone: no other target needs them.
bench-diff: setup ## measure differences of policies beside BuDDy and Z3 (installs libbdd-dev and z3-solver)
	@echo '#include <bdd.h>' | clang -fsyntax-only -x c - 2>/dev/null || { $(call apt,libbdd-dev); }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { $(call apt,python3-venv); }
	mkdir -p $(BENCH_SCRATCH)/differences
	$(PYTHON) -m venv $(BENCH_SCRATCH)/venv
	$(BENCH_SCRATCH)/venv/bin/pip install --quiet --disable-pip-version-check z3-solver
	clang -O3 -o $(BENCH_SCRATCH)/differences/buddy $(DIFFERENCES)/buddy.c -lbdd -lm
	swiftc -O -wmo -swift-version 6 -package-name agwsim -o $(BENCH_SCRATCH)/differences/differences \
	  $(DIFFERENCES)/*.swift Sources/PacketSets/*.swift Sources/PacketSets/Policies/*.swift
	$(PYTHON) $(DIFFERENCES)/run.py $(BENCH_SCRATCH)/differences $(BENCH_SCRATCH)/venv/bin/python 5

fuzz: setup ## run each fuzzer for SECONDS
	Tests/Fuzz/run $(SECONDS)

man: program ## write the manual pages to .build-static/man
	$(SWIFT) build --product generate-manual --scratch-path .build-static
	mkdir -p $(STATIC_SCRATCH)/man
	$(STATIC_SCRATCH)/debug/generate-manual $(PROGRAM) --multi-page --output-directory $(STATIC_SCRATCH)/man

completions: program ## write completions for bash, zsh and fish to .build-static/completions
	mkdir -p $(STATIC_SCRATCH)/completions
	for shell in bash zsh fish; do \
	  $(PROGRAM) --generate-completion-script $$shell > $(STATIC_SCRATCH)/completions/agwsim.$$shell || exit 1; done

install: man completions ## install the program, its manual and its completions under $(DESTDIR)$(PREFIX)
	install -D -m 755 $(PROGRAM) "$(DESTDIR)$(PREFIX)/bin/agwsim"
	install -d "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -m 644 $(STATIC_SCRATCH)/man/*.1 "$(DESTDIR)$(PREFIX)/share/man/man1"
	install -D -m 644 $(STATIC_SCRATCH)/completions/agwsim.bash \
	  "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/agwsim"
	install -D -m 644 $(STATIC_SCRATCH)/completions/agwsim.zsh "$(DESTDIR)$(PREFIX)/share/zsh/site-functions/_agwsim"
	install -D -m 644 $(STATIC_SCRATCH)/completions/agwsim.fish \
	  "$(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d/agwsim.fish"

lint: ## check the format of all Swift code
	$(SWIFT) format lint --strict --recursive --parallel Sources Tests Package.swift

format: ## bring all Swift code into that format
	$(SWIFT) format --in-place --recursive --parallel Sources Tests Package.swift

clean: ## remove everything that was built
	rm -rf .build .build-fuzz $(STATIC_SCRATCH) $(BENCH_SCRATCH) $(VENV) $(VENV_AZ) $(NGINX)
