"""What the organization refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Forbidden


class DepartmentCircle(Conflict):
    """A department cannot stand below itself."""

    code = "department.circle"
    messages = {
        "zh-CN": "部门不能移动到自己或自己的下级部门之下",
        "en": "A department cannot be moved below itself",
    }


class DepartmentNotEmpty(Conflict):
    """People or departments are still in it."""

    code = "department.not_empty"
    messages = {
        "zh-CN": "部门下还有员工或下级部门，不能删除",
        "en": "There are still employees or departments in this department",
    }


class SuperiorCircle(Conflict):
    """Nobody is their own superior, not even over others."""

    code = "employee.superior_circle"
    messages = {"zh-CN": "上级不能是本人或本人的下属", "en": "A superior can be neither oneself nor a subordinate"}


class LastAdministratorStays(Conflict):
    """A company without an administrator could never be mended from inside."""

    code = "employee.last_administrator"
    messages = {
        "zh-CN": "公司至少要有一名启用的管理员",
        "en": "A company keeps at least one enabled administrator",
    }


class AdministratorsOnly(Forbidden):
    """Who manages the organization does not become an administrator, nor get into an administrator's account."""

    code = "employee.administrators_only"
    messages = {
        "zh-CN": "只有管理员可以管理管理员",
        "en": "Only an administrator may change an administrator",
    }


class AdministratorRoleStays(Conflict):
    """The administrator role has everything; it can be neither changed nor deleted."""

    code = "role.administrator_stays"
    messages = {
        "zh-CN": "管理员角色不能修改或删除",
        "en": "The administrator role can be neither changed nor deleted",
    }


class RoleInUse(Conflict):
    code = "role.in_use"
    messages = {"zh-CN": "还有员工使用该角色", "en": "Some employees still have this role"}


class JobTitleInUse(Conflict):
    code = "job_title.in_use"
    messages = {
        "zh-CN": "还有员工使用该职位，可以停用",
        "en": "Some employees still have this job title",
    }
