"""Functions with a scope, and action permissions (finer rules, Rights; A3, A4).

A role has per function a switch and a scope, and per action a switch. Only functions that exist are listed.
"""

FUNCTIONS: dict[str, dict[str, str]] = {
    "customers": {"zh-CN": "客户管理", "en": "Customers"},
    "leads": {"zh-CN": "线索管理", "en": "Leads"},
    "follow_ups": {"zh-CN": "跟进动态", "en": "Follow-ups"},
    "visits": {"zh-CN": "客户拜访", "en": "Visits"},
    "calls": {"zh-CN": "电话录音", "en": "Calls"},
    "opportunities": {"zh-CN": "销售机会", "en": "Opportunities"},
    "orders": {"zh-CN": "订单管理", "en": "Orders"},
    "products": {"zh-CN": "产品管理", "en": "Products"},
    "approvals": {"zh-CN": "审批", "en": "Approvals"},
    "customer_increments": {"zh-CN": "客户增量统计", "en": "Customer increments"},
    "customer_net": {"zh-CN": "实际增量统计", "en": "Customer net increments"},
    "status_stock": {"zh-CN": "增量/存量统计", "en": "Status increments and stock"},
    "follow_up_figures": {"zh-CN": "跟进统计", "en": "Follow-up statistics"},
    "visit_figures": {"zh-CN": "拜访统计", "en": "Visit statistics"},
    "call_figures": {"zh-CN": "电话统计", "en": "Call statistics"},
    "win_figures": {"zh-CN": "赢单统计", "en": "Win statistics"},
    "order_figures": {"zh-CN": "订单统计", "en": "Order statistics"},
    "collection_figures": {"zh-CN": "回款统计", "en": "Collection statistics"},
    "customer_ranking": {"zh-CN": "客户成交排行", "en": "Customer ranking"},
    "product_ranking": {"zh-CN": "产品销量排行", "en": "Product ranking"},
}

ACTIONS: dict[str, dict[str, str]] = {
    "drop_to_pool": {"zh-CN": "投入公海", "en": "Drop to the pool"},
    "take_from_pool": {"zh-CN": "公海挑入", "en": "Take from the pool"},
    "assign_from_pool": {"zh-CN": "公海分配", "en": "Assign from the pool"},
    "change_customer_owner": {"zh-CN": "转移客户", "en": "Transfer customers"},
    "delete_customer": {"zh-CN": "删除客户", "en": "Delete customers"},
    "delete_lead": {"zh-CN": "删除线索", "en": "Delete leads"},
    "use_recycle_bin": {"zh-CN": "使用回收站", "en": "Use the recycle bin"},
    "import": {"zh-CN": "导入", "en": "Import"},
    "export": {"zh-CN": "导出", "en": "Export"},
    "change_order_owner": {"zh-CN": "更换订单负责人", "en": "Change order owners"},
    "set_targets": {"zh-CN": "设置目标", "en": "Set targets"},
    "edit_product": {"zh-CN": "编辑产品", "en": "Edit products"},
    "crm_settings": {"zh-CN": "客户设置", "en": "CRM settings"},
    "approval_settings": {"zh-CN": "审批设置", "en": "Approval settings"},
    "manage_organization": {"zh-CN": "管理组织架构", "en": "Manage the organization"},
    "manage_roles": {"zh-CN": "管理角色权限", "en": "Manage roles"},
}
