"""The columns an export may have, in their order."""

TITLES: dict[str, dict[str, str]] = {
    "name": {"zh-CN": "客户名称", "en": "Customer name"},
    "phone": {"zh-CN": "电话", "en": "Phone"},
    "address": {"zh-CN": "地址", "en": "Address"},
    "status": {"zh-CN": "状态", "en": "Status"},
    "tags": {"zh-CN": "标签", "en": "Tags"},
    "note": {"zh-CN": "备注", "en": "Note"},
    "owner": {"zh-CN": "负责人", "en": "Owner"},
    "created_at": {"zh-CN": "创建时间", "en": "Created"},
    "followed_at": {"zh-CN": "最后跟进时间", "en": "Last follow-up"},
    "falls_at": {"zh-CN": "掉公海时间", "en": "Falls into the pool"},
}


def title_of(column: str, language: str) -> str:
    return TITLES[column].get(language, TITLES[column]["zh-CN"])
