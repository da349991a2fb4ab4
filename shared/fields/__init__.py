"""Fields that a company configures: custom fields and forms of approvals are the same list of types.

```python
fields = [Field(id="...", title="行业", type="single_choice", choices=("制造", "贸易"), required=True)]
kept = check(fields, {"<id>": "贸易"})  # values as they are kept, or Invalid with "fields.<id>": ["..."]
in_words(fields[0], "贸易", zone=ZoneInfo("Asia/Shanghai"))  # as people read it, in a log or a workbook
```
"""

from shared.fields.checking import check
from shared.fields.types import MANY, TYPES, Field, FieldType, Value
from shared.fields.words import in_words, read_words

__all__ = ["MANY", "TYPES", "Field", "FieldType", "Value", "check", "in_words", "read_words"]
