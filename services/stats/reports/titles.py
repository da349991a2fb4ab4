"""What reports and their columns are called."""

from collections.abc import Mapping

REPORTS = {
    "customer-increments": {"zh-CN": "客户增量统计", "en": "Customer increments"},
    "customer-net": {"zh-CN": "客户实际增量", "en": "Net customer increments"},
    "status-stock": {"zh-CN": "增量/存量对比", "en": "Increment and stock"},
    "follow-ups": {"zh-CN": "跟进统计", "en": "Follow-ups"},
    "visits": {"zh-CN": "拜访统计", "en": "Visits"},
    "calls": {"zh-CN": "电话统计", "en": "Calls"},
    "wins": {"zh-CN": "赢单统计", "en": "Won opportunities"},
    "orders": {"zh-CN": "订单统计", "en": "Approved orders"},
    "collections": {"zh-CN": "回款统计", "en": "Collections"},
    "customer-ranking": {"zh-CN": "客户成交排行", "en": "Ranking of customers"},
    "product-ranking": {"zh-CN": "产品销量排行", "en": "Ranking of products"},
}
COLUMNS = {
    "employee": {"zh-CN": "姓名", "en": "Employee"},
    "department": {"zh-CN": "部门", "en": "Department"},
    "total": {"zh-CN": "总计", "en": "Total"},
    "manual": {"zh-CN": "手动新建", "en": "Created by hand"},
    "taken_from_pool": {"zh-CN": "公海挑入", "en": "Taken from the pool"},
    "converted": {"zh-CN": "线索转换", "en": "Converted from leads"},
    "transferred_in": {"zh-CN": "他人转移", "en": "Transferred in"},
    "imported": {"zh-CN": "导入客户", "en": "Imported"},
    "signed_back": {"zh-CN": "签约转开发", "en": "Signed back to developing"},
    "added": {"zh-CN": "增加总量", "en": "Added"},
    "dropped": {"zh-CN": "手动丢公海", "en": "Dropped by hand"},
    "auto_dropped": {"zh-CN": "自动丢公海", "en": "Dropped automatically"},
    "transferred_out": {"zh-CN": "转移客户", "en": "Transferred out"},
    "deleted": {"zh-CN": "删除客户", "en": "Deleted"},
    "became_signed": {"zh-CN": "转为签约", "en": "Became signed"},
    "removed": {"zh-CN": "减少总量", "en": "Removed"},
    "stock_start": {"zh-CN": "期初存量", "en": "Stock at the start"},
    "net": {"zh-CN": "实际增量", "en": "Net increment"},
    "stock_end": {"zh-CN": "期末存量", "en": "Stock at the end"},
    "none": {"zh-CN": "未设置", "en": "Not set"},
    "number": {"zh-CN": "数量", "en": "Number"},
    "product_total": {"zh-CN": "产品总额", "en": "Product total"},
    "amount": {"zh-CN": "金额", "en": "Amount"},
    "period": {"zh-CN": "时间", "en": "Period"},
    "customer": {"zh-CN": "客户名称", "en": "Customer"},
    "product": {"zh-CN": "产品名称", "en": "Product"},
    "category": {"zh-CN": "产品分类", "en": "Category"},
    "deal_amount": {"zh-CN": "成交金额", "en": "Deal amount"},
    "target_number": {"zh-CN": "目标数量", "en": "Target number"},
    "number_rate": {"zh-CN": "数量完成率", "en": "Number reached (%)"},
    "target_amount": {"zh-CN": "目标金额", "en": "Target amount"},
    "amount_rate": {"zh-CN": "金额完成率", "en": "Amount reached (%)"},
    "receivable": {"zh-CN": "应收款总额", "en": "Receivable"},
    "planned": {"zh-CN": "回款计划", "en": "Planned"},
    "collected": {"zh-CN": "回款金额", "en": "Collected"},
    "target": {"zh-CN": "回款目标", "en": "Target"},
    "rate": {"zh-CN": "目标完成率", "en": "Target reached (%)"},
    "customer-ranking.amount": {"zh-CN": "订单金额", "en": "Amount of orders"},
    "customer-ranking.number": {"zh-CN": "订单数量", "en": "Number of orders"},
    "customer-ranking.average": {"zh-CN": "客单价", "en": "Average order"},
    "product-ranking.amount": {"zh-CN": "成交金额", "en": "Amount sold"},
    "product-ranking.quantity": {"zh-CN": "成交数量", "en": "Quantity sold"},
    "product-ranking.average_price": {"zh-CN": "平均单价", "en": "Average price"},
}
PARTS = {
    "increment": {"zh-CN": "增量", "en": "increment"},
    "stock": {"zh-CN": "存量", "en": "stock"},
    "times": {"zh-CN": "次数", "en": "times"},
    "customers": {"zh-CN": "客户数", "en": "customers"},
    "seconds": {"zh-CN": "时长（秒）", "en": "seconds"},
}
_HEAD = {
    "period": {"zh-CN": "时间", "en": "Period"},
    "department": {"zh-CN": "部门", "en": "Department"},
    "employee": {"zh-CN": "人员", "en": "Employee"},
    "all": {"zh-CN": "全部", "en": "All"},
    "complete_up_to": {"zh-CN": "数据完整至", "en": "Complete up to"},
    "by": {"zh-CN": "统计方式", "en": "Counted by"},
    "status": {"zh-CN": "客户状态", "en": "Status"},
    "tag": {"zh-CN": "客户标签", "en": "Tag"},
    "developing": {"zh-CN": "开发客户", "en": "Developing"},
    "signed": {"zh-CN": "签约客户", "en": "Signed"},
    "lead": {"zh-CN": "销售线索", "en": "Leads"},
    "stage": {"zh-CN": "对象", "en": "With"},
    "no_department": {"zh-CN": "未分部门", "en": "No department"},
    "no_category": {"zh-CN": "未分类", "en": "No category"},
}


def title(key: str, *, language: str, labels: Mapping[str, str] | None = None) -> str:
    """A column's title in the language asked for, Chinese otherwise; a status or tag goes by its own name."""
    if labels and key in labels:
        return labels[key]
    return in_language(COLUMNS[key], language) if key in COLUMNS else key


def in_language(words: Mapping[str, str], language: str) -> str:
    return words.get(language, words["zh-CN"])


def words(key: str, language: str) -> str:
    """A word of an exported report's head."""
    return in_language(_HEAD[key], language)
