"""What custom fields refuse, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class HasValues(Conflict):
    """Something has a value in it: it can be switched off, not deleted."""

    code = "custom_field.has_values"
    messages = {
        "zh-CN": "已有数据填写了该字段，不能删除，可以停用",
        "en": "There are values in this field; switch it off instead of deleting it",
    }


class TitleTaken(Invalid):
    """There is a field of this title."""

    code = "custom_field.title_taken"
    messages = {"zh-CN": "字段名称已存在", "en": "There is a field of this title already"}

    def __init__(self) -> None:
        super().__init__(errors={"title": ["Is taken already."]})


class NotUniqueYet(Invalid):
    """Two things have the same value, so it cannot be demanded to be unique."""

    code = "custom_field.not_unique_yet"
    messages = {"zh-CN": "已有重复的值，不能设为唯一", "en": "There are equal values, so it cannot be unique"}

    def __init__(self) -> None:
        super().__init__(errors={"unique": ["There are equal values already."]})


class TooManyFields(Conflict):
    code = "custom_field.too_many"
    messages = {"zh-CN": "自定义字段最多 {most} 个", "en": "At most {most} custom fields"}


class ValueTaken(Invalid):
    """Another thing has this value in a field whose values are unique."""

    code = "custom_field.value_taken"
    messages = {"zh-CN": "该值已被使用", "en": "This value is taken already"}

    def __init__(self, field_id: str) -> None:
        super().__init__(errors={f"fields.{field_id}": ["Is taken already."]})
