"""Imports: customers out of an Excel workbook, into one's own or into the public pool (C2).

Always true: a row is in effect once, whatever happens to the process; a row that cannot be taken comes back in a
workbook with its reason; a workbook that cannot be read at all changes nothing.
"""
