"""The figures of the workbench: what was done, stock, orders of the year, collections of the month (W2 to W6).

Each part is that of a report, within what the actor sees there; a part whose report is not the actor's is None.
"""
