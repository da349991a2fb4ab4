"""`make demo SIZE=small|medium|large`: months of believable work in the demo company, while `make run` runs.

Nothing is written to tables by hand: colleagues are created through the interface, and customers, contacts and
follow-ups by the CRM's own operations with the time passed in, so that every figure of a report has its event.
"""
