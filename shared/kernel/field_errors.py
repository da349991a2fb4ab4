"""What is wrong with a field, in the caller's language.

The code writes these sentences in English; the table turns them into Chinese where they leave.
"""

from re import compile as pattern
from re import escape

FieldErrors = dict[str, list[str]]

_CHINESE = {
    "Missing data for required field.": "必填",
    "Field may not be null.": "不能为空",
    "Must not be blank.": "不能为空白",
    "Unknown field.": "未知字段",
    "Not a valid string.": "须为文本",
    "Not a valid integer.": "须为整数",
    "Not a valid number.": "须为数字",
    "Not a valid boolean.": "须为是或否",
    "Not a valid list.": "须为列表",
    "Not a valid mapping type.": "须为对象",
    "Invalid input type.": "须为对象",
    "Not a valid UUID.": "不是有效的编号",
    "Not a valid date.": "不是有效的日期",
    "Not a valid datetime.": "不是有效的时间",
    "Not a valid time.": "不是有效的时间",
    "Not a valid email address.": "不是有效的邮箱地址",
    "Not a valid URL.": "不是有效的网址",
    "Invalid value.": "值无效",
    "String does not match expected pattern.": "格式不正确",
    "Special numeric values (nan or infinity) are not permitted.": "须为数字",
    "Number too large.": "数字过大",
    "Must not contain characters that cannot be kept.": "含有无法保存的字符",
    "Must not be given twice.": "不能重复",
    "Shorter than minimum length {}.": "至少 {} 个字符",
    "Longer than maximum length {}.": "最多 {} 个字符",
    "Length must be between {} and {}.": "长度须在 {} 到 {} 之间",
    "Length must be {}.": "长度须为 {}",
    "Must be greater than or equal to {} and less than or equal to {}.": "须在 {} 到 {} 之间",
    "Must be greater than or equal to {}.": "不能小于 {}",
    "Must be less than or equal to {}.": "不能大于 {}",
    "Must be greater than {}.": "须大于 {}",
    "Must be less than {}.": "须小于 {}",
    "Must be one of: {}.": "须为其中之一：{}",
    "Unknown employee.": "员工不存在或已停用",
    "Unknown department.": "部门不存在",
    "Unknown job title.": "职位不存在或已停用",
    "Unknown role.": "角色不存在",
    "Is used by another company's or employee's account.": "该帐号已被使用",
    "Is taken already.": "已存在",
    "Must name every entry of the list once.": "须包含列表中的每一项，且各一次",
    "Only letters, digits and @ . _ + - are allowed.": "只能包含字母、数字和 @ . _ + -",
    "Too many people use this password.": "这个密码太常见",
    "Must differ from the present password.": "不能与原密码相同",
    "Six digits.": "须为 6 位数字",
    "Not a telephone number.": "不是有效的电话号码",
    "Not a mobile number.": "不是有效的手机号码",
    "Not a QQ number.": "不是有效的 QQ 号",
    "The recycle bin is not exported.": "回收站不能导出",
    "Must not be in the future.": "不能晚于今天",
    "Must be a day as YYYY-MM-DD or --MM-DD.": "须为 YYYY-MM-DD 或 --MM-DD 格式的日期",
    "Give either ids or a filter.": "请选择记录或给出筛选条件，二者取一",
    "Must be a kind and an id.": "须为类型与编号",
    "Not an address of a push service.": "不是推送服务的地址",
    "Not a key.": "不是有效的密钥",
    "Give either ids or all.": "请选择通知，或选择全部，二者取一",
    "Unknown choice.": "选项不存在或已停用",
    "Must not be before from.": "不能早于开始日期",
    "Must be the id of a row or total.": "须为某一行的编号或 total",
    "Must be a period's id or total.": "须为某个时间段的编号或 total",
    "Too many periods.": "时间段过多，请缩短时间范围",
    "Must be a month as YYYY-MM.": "须为 YYYY-MM 格式的月份",
    "Collections have no target number.": "回款只有目标金额",
    "Not the first day of a week of this month.": "不是该月某一周的第一天",
    "A reason is required.": "请填写原因",
    "Unknown customer.": "客户不存在或无权查看",
    "Choose who approves.": "请选择审批人",
    "Must keep the questions of the built-in form.": "系统表单的内置字段不能删除或更改类型",
    "At least one question is needed.": "至少需要一个字段",
    "At least one choice is needed.": "至少需要一个选项",
    "At least one step is needed.": "至少需要一个步骤",
    "Say who approves.": "请设置审批人",
    "Say who acts when nobody is found.": "请指定找不到审批人时由谁处理",
    "Say who gets a copy.": "请设置抄送人",
    "Only the last step can close.": "只有最后一个步骤可以办结",
    "This condition cannot be checked.": "条件不完整或字段已被删除",
    "Unknown file.": "文件不存在",
    "Not a contact of this customer.": "不是该客户的联系人",
    "Must be an amount with at most two places.": "须为金额，最多两位小数",
    "Unknown product.": "产品不存在",
    "Begins in an open stage.": "新机会须从进行中的阶段开始",
    "Not an opportunity won with this customer.": "不是该客户已赢单的机会",
    "Unknown category.": "分类不存在",
    "There are at most four levels.": "最多 4 级",
    "Must not lie below itself.": "不能移到自己的下级",
    "Choose a contact first.": "请先选择联系人",
    "Too many files of a kind.": "同类文件过多",
    "Only pictures are taken here.": "只能上传图片",
    "Must not be oneself.": "不能是自己",
    "A photo is required.": "请拍照",
    "Is too long ago.": "时间过早",
    "Give either a customer or a lead.": "请选择客户或线索，二者取一",
    "Leads have none.": "线索没有此项",
    "Must be a sound.": "须为录音文件",
    "Must not be later than now.": "不能晚于现在",
    "Unknown column.": "未知列",
    "Not the present password.": "原密码不正确",
    "Not a known time zone.": "不是有效的时区",
    "Not a valid amount.": "须为金额，最多两位小数",
    "Must be a single line.": "不能换行",
    "Must be customer: and an id.": "须为 customer: 加编号",
    "Must be another customer.": "须为另一个客户",
    "Give at least one deadline.": "请至少设置一个期限",
    "Not for this type of field.": "不适用于这种字段",
    "There are equal values already.": "已有重复的值",
    "Pictures are not imported.": "图片不能导入",
    "A formula is not taken; put its value instead.": "不接受公式，请改为数值",
}
_PATTERNS = [
    (pattern(escape(english).replace(r"\{\}", "(.+?)")), chinese)
    for english, chinese in _CHINESE.items()
    if "{}" in english
]


def in_language(errors: FieldErrors, language: str) -> FieldErrors:
    """The same errors with their sentences in that language; one that the table lacks stays as it is."""
    if language == "en":
        return errors
    return {name: [_chinese(each) for each in sentences] for name, sentences in errors.items()}


def _chinese(sentence: str) -> str:
    if sentence in _CHINESE:
        return _CHINESE[sentence]
    for known, chinese in _PATTERNS:
        if found := known.fullmatch(sentence):
            return chinese.format(*found.groups())
    return sentence
