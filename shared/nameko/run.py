"""Runs a service: `python -m shared.nameko.run services.crm.service:CrmService`."""

import os
import sys
from importlib import import_module
from warnings import catch_warnings, simplefilter

# The few names of a service are asked for by the system, as libpq does anyway; eventlet's own way costs 12 MB.
os.environ.setdefault("EVENTLET_NO_GREENDNS", "yes")

with catch_warnings():
    simplefilter("ignore")  # eventlet's only warning is that it is old; see docs/adr
    import eventlet

if __name__ == "__main__":
    # Before anything else is imported: sockets, threads and locks become the event loop's.
    eventlet.monkey_patch()
    import_module("shared.nameko.host").host(sys.argv[1])
