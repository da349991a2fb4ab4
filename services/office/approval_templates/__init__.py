"""Templates of approvals: a form, and the flows that lay the way of what was filled in (B4).

Always true: a template is edited as a draft and used as published; a published version never changes, so that what
runs keeps the version it began with. There is one template per built-in form, whose own questions stay; a company
makes others beside them. A form without a published flow cannot be submitted.
"""
