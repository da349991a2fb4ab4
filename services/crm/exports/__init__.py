"""Exports: what a list finds into an Excel workbook, with chosen columns. Text never becomes a formula."""
