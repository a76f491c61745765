# mypy as old as the Python it checks for: the host's may know neither.
ARG BASE=debian:trixie-slim
FROM ${BASE}
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends mypy python3-flake8 python3-pytest python3-pytest-asyncio \
    && rm -rf /var/lib/apt/lists/*
