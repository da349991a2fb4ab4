"""Exports: customers of a list into an Excel workbook, with chosen columns (C2). Text never becomes a formula."""
