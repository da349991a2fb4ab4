"""Runs a service: `python -m shared.nameko.run services.crm.service:CrmService`."""

import sys
from importlib import import_module
from warnings import catch_warnings, simplefilter

with catch_warnings():
    simplefilter("ignore")  # eventlet's only warning is that it is old; see docs/adr
    import eventlet

if __name__ == "__main__":
    # Before anything else is imported: sockets, threads and locks become the event loop's.
    eventlet.monkey_patch()
    import_module("shared.nameko.host").host(sys.argv[1])
