"""Excel in and out: reading never trusts the file, writing never makes a formula of a text."""

from shared.spreadsheets.errors import SpreadsheetTooLarge, UnreadableSpreadsheet
from shared.spreadsheets.reading import read_rows
from shared.spreadsheets.writing import write_rows

__all__ = ["SpreadsheetTooLarge", "UnreadableSpreadsheet", "read_rows", "write_rows"]
