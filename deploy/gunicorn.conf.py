"""How gunicorn runs the gateway, on one machine and in a cluster alike."""

import os

bind = os.environ.get("KUAIQI_BIND", "0.0.0.0:8000")
worker_class = "gthread"
workers = int(os.environ.get("KUAIQI_WORKERS", "2"))
# Up to 64 of them carry live streams (KUAIQI_STREAMS); they are made when needed.
threads = int(os.environ.get("KUAIQI_THREADS", "96"))
# A request is answered within 3 s whatever is away; what streams longer lives in a thread, not in this limit.
timeout = 30
graceful_timeout = 8
keepalive = 5
# A list's query may repeat a filter thirty times.
limit_request_line = 8190
max_requests = 0
worker_tmp_dir = "/dev/shm"
errorlog = "-"
accesslog = None
control_socket_disable = True
