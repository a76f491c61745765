# `make` alone lists the targets.
GO ?= $(shell command -v go || echo /usr/local/go/bin/go)
export PATH := $(PATH):$(dir $(GO))

# A clone that git will not read (another owner, no git) builds all the same.
VCS := $(shell git rev-parse HEAD >/dev/null 2>&1 && echo true || echo false)

.DEFAULT_GOAL := help
.PHONY: help build setup images demo bench test prove lint bench-proxy clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

build: ## compile the binary to bin/assay
	@mkdir -p bin
	$(GO) build -trimpath -buildvcs=$(VCS) -o bin/assay ./cmd/assay

setup: build ## make sure that Docker runs and the images are built; installs Docker on Debian where no engine answers
	@.ci/setup

images: setup ## build the images that runs use
	@bin/assay images list

demo: setup ## grade a good and a flawed solution of every exercise
	@.ci/demo

bench: setup ## compare with what people use instead; writes docs/benchmarks.md and takes about fifteen minutes of a quiet machine
	@$(GO) run ./.ci/bench

lint: setup ## check the source: gofmt, vet, golangci-lint, mypy, flake8
	@.ci/lint

test: setup ## run every test; nothing is skipped for want of an engine
	@.ci/test

prove: setup ## judge every solution of every exercise and compare with what is declared; takes half an hour
	@.ci/prove

bench-proxy: setup ## measure calls through the proxy beside a bare socket ping-pong
	@docker run --rm --network none --cpuset-cpus 0 -v "$(CURDIR)/images/harness/bench:/bench:ro" \
		"$$(bin/assay images list | awk '$$1 == "python" && $$NF == "current" { print $$2 }')" python3 /bench/proxy.py

clean: ## remove what the other targets made in this folder; images stay (bin/assay images rm)
	rm -rf bin .cache
