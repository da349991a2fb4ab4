from shared.kernel.errors import DomainError


class UnreadableSpreadsheet(DomainError):
    """The file is no Excel workbook, or a broken one."""

    code = "spreadsheet.unreadable"
    kind = "invalid"
    messages = {"zh-CN": "无法读取该 Excel 文件。", "en": "This Excel file cannot be read."}


class SpreadsheetTooLarge(DomainError):
    """The workbook has too many rows, or would unpack to too much."""

    code = "spreadsheet.too_large"
    kind = "too_large"
    messages = {"zh-CN": "该 Excel 文件过大。", "en": "This Excel file is too large."}
