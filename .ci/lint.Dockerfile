# mypy as old as the Python it checks for: the host's may know neither.
ARG BASE=debian:trixie-slim
FROM ${BASE}
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends flake8 mypy python3-hypothesis python3-pytest \
    && rm -rf /var/lib/apt/lists/*
