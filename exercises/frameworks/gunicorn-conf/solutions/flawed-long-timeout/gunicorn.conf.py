"""A minute is enough for the slowest request."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"

# The service waits for its upstream: threads cost little, processes keep it going when one is stuck.
worker_class = "gthread"
workers = 4
threads = 8

# Loaded once: the table's pages are shared, and a new worker is there at once.
preload_app = True

timeout = 60
graceful_timeout = 20
worker_tmp_dir = "/dev/shm"

# 4 workers * 80 requests * 0.4 MB leaked are 130 MB at most. Not all at the same time.
max_requests = 60
max_requests_jitter = 20


def post_fork(server, worker):
    """Gives each worker its own connection: the one made before the fork belongs to nobody."""
    import service

    service.connect()
