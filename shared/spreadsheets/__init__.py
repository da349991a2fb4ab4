"""Excel in and out: reading never trusts the file, writing never makes a formula of a text."""

from shared.spreadsheets.errors import SpreadsheetTooLarge, UnreadableSpreadsheet
from shared.spreadsheets.reading import Row, Sheet, parse
from shared.spreadsheets.writing import Hint, write_lines, write_many_rows, write_rows

__all__ = [
    "Hint",
    "Row",
    "Sheet",
    "SpreadsheetTooLarge",
    "UnreadableSpreadsheet",
    "parse",
    "write_lines",
    "write_many_rows",
    "write_rows",
]
