"""`make bench`: how fast and at what cost, measured on a stack of its own and written to docs/benchmarks.md.

The figure that counts is processor time per request and component: it is repeatable on a busy machine. Latencies stand
beside it. A baseline is measured in turns with its case, in the same run.
"""
