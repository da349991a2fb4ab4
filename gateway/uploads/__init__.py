"""Uploads that break off and go on: a file comes in parts, over any connection, to any process of the gateway.

Begun with name and size; each part says where it begins, and only the next one is taken; finished, it is a file like
one that came at once. What nobody went on with for a day is thrown away (docs/adr/0016).
"""
