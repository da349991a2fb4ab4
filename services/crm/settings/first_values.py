"""What a new company starts with (api.md); it changes them as it likes."""

FIRST_CHOICES: dict[str, tuple[str, ...]] = {
    "lead-statuses": ("未处理", "已联系", "关闭"),
    "customer-statuses": ("新建", "意向", "预约", "有意向", "成交"),
    "customer-tags": ("重点客户", "转介绍", "老客户", "展会"),
    "signed-statuses": ("新签约", "正常合作", "待续约", "停止合作"),
    "signed-tags": ("A 类客户", "B 类客户", "C 类客户"),
    "sources": ("电话开发", "网络推广", "转介绍", "展会", "上门拜访", "其他"),
    "behaviours": ("电话", "拜访", "微信", "QQ", "邮件", "其他"),
    "drop-reasons": ("无意向", "联系不上", "预算不足", "已选竞品", "其他"),
    "contact-roles": ("决策人", "采购", "使用者", "财务", "其他"),
    "stages": ("初步接洽", "需求确定", "方案/报价", "谈判/合同", "赢单", "输单"),
    "payment-methods": ("现金", "支票", "银行转账", "其他"),
    "loss-reasons": ("价格太高", "选择竞品", "预算取消", "需求变化", "其他"),
}
# What the stages of opportunities mean: chance in percent, and how an opportunity ends there (P1).
FIRST_STAGES: dict[str, tuple[int, str]] = {
    "初步接洽": (10, "open"),
    "需求确定": (30, "open"),
    "方案/报价": (50, "open"),
    "谈判/合同": (80, "open"),
    "赢单": (100, "won"),
    "输单": (0, "lost"),
}
# What the product itself must find again, however it is called by then: the behaviour of check-ins.
FIRST_CODES = {("behaviours", "拜访"): "visit"}
# What a status becomes when its customer changes stage, where a company has not said otherwise (S4).
FIRST_BECOMES = {"customer-statuses": "新签约", "signed-statuses": "有意向"}
# The lists of the other stage, into which the entries of a list are mapped.
BECOMES = {
    "customer-statuses": "signed-statuses",
    "signed-statuses": "customer-statuses",
    "customer-tags": "signed-tags",
    "signed-tags": "customer-tags",
}
KINDS = tuple(FIRST_CHOICES)
STAGES_OF_TAGS = {"customer-tags": "developing", "signed-tags": "signed"}
DEADLINES = ("days_without_follow_up", "days_without_visit", "days_without_call", "days_to_sign")
FIRST_POOL_RULE = {
    "name": "30 天未跟进",
    "days_without_follow_up": 30,
    "joined": "any",
    "status_ids": [],
    "tag_ids": [],
    "red_days": 3,
}
