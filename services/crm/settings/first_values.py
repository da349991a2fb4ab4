"""What a new company starts with (api.md); it changes them as it likes."""

FIRST_CHOICES: dict[str, tuple[str, ...]] = {
    "customer-statuses": ("新建", "意向", "预约", "有意向", "成交"),
    "customer-tags": ("重点客户", "转介绍", "老客户", "展会"),
    "sources": ("电话开发", "网络推广", "转介绍", "展会", "上门拜访", "其他"),
    "behaviours": ("电话", "拜访", "微信", "QQ", "邮件", "其他"),
    "drop-reasons": ("无意向", "联系不上", "预算不足", "已选竞品", "其他"),
    "contact-roles": ("决策人", "采购", "使用者", "财务", "其他"),
}
KINDS = tuple(FIRST_CHOICES)
STAGE_OF_TAGS = "developing"
FIRST_POOL_RULE = {"name": "30 天未跟进", "days_without_follow_up": 30, "red_days": 3}
