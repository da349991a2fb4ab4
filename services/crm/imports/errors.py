"""What an import refuses as a whole, by the broken rule."""

from shared.kernel.errors import Invalid


class EmptySheet(Invalid):
    """There is no row below the titles."""

    code = "import.empty"
    messages = {"zh-CN": "文件中没有数据", "en": "The file has no rows"}


class ColumnMissing(Invalid):
    """A column without which no row can be taken."""

    code = "import.column_missing"
    messages = {"zh-CN": "缺少“{title}”列", "en": "The column “{title}” is missing"}


class ColumnTwice(Invalid):
    """Nobody can say which of the two counts."""

    code = "import.column_twice"
    messages = {"zh-CN": "“{title}”列出现了两次", "en": "The column “{title}” is there twice"}
