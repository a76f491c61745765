"""Two workers of sixteen threads."""

import os
import sys

bind = "127.0.0.1:" + os.environ["PORT"]
workers, threads = 2, 16
preload_app = True
timeout = 5
keepalive = 0
worker_tmp_dir = "/dev/shm"
max_requests = 100
max_requests_jitter = 50


def post_worker_init(worker):
    """The application is loaded and the process is the worker's."""
    sys.modules["service"].connect()
