"""What a category refuses, by the broken rule."""

from shared.kernel.errors import Conflict, Invalid


class TooDeep(Invalid):
    """Four levels are the most (G1)."""

    code = "product_category.too_deep"
    messages = {"zh-CN": "产品分类最多 4 级", "en": "Categories have at most four levels"}

    def __init__(self) -> None:
        super().__init__(errors={"parent_id": ["There are at most four levels."]})


class BelowItself(Invalid):
    """A category cannot be moved into its own branch."""

    code = "product_category.below_itself"
    messages = {"zh-CN": "不能移到自己的下级", "en": "A category cannot lie below itself"}

    def __init__(self) -> None:
        super().__init__(errors={"parent_id": ["Must not lie below itself."]})


class CategoryNameTaken(Invalid):
    """The same parent has a category of this name."""

    code = "product_category.name_taken"
    messages = {"zh-CN": "同级已有同名分类", "en": "There is a category of this name beside it"}

    def __init__(self) -> None:
        super().__init__(errors={"name": ["Is taken already."]})


class CategoryNotEmpty(Conflict):
    """Products or categories lie in it."""

    code = "product_category.not_empty"
    messages = {"zh-CN": "分类下还有产品或下级分类", "en": "Products or categories lie in this category"}
