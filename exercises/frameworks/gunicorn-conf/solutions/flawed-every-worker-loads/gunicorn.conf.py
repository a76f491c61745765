"""Four workers of eight threads, each of which loads the service."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"

# The service waits for its upstream: threads cost little, processes keep it going when one is stuck.
worker_class = "gthread"
workers = 4
threads = 8

# Each worker loads the service for itself.
preload_app = False

# A worker that shows no sign of life has its GIL held by something; hung threads do not matter.
timeout = 4
graceful_timeout = 20
worker_tmp_dir = "/dev/shm"

max_requests = 5000
max_requests_jitter = 500


def post_fork(server, worker):
    """Gives each worker its own connection: the one made before the fork belongs to nobody."""
    import service

    service.connect()
