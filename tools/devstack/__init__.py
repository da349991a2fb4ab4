"""The whole product on one machine: private servers, databases, keys, the six processes.

`make run` keeps its stack in `.local/run`; tests make throw-away ones with the same code (`shared.testing`).
"""
