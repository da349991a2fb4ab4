"""The tree of categories, as ids and parents (G1)."""

from collections.abc import Mapping

DEEPEST = 4
Parents = Mapping[str, str | None]


def level(category_id: str | None, *, parents: Parents) -> int:
    """How deep it lies: 0 for no category, 1 at the top."""
    depth = 0
    while category_id is not None:
        depth, category_id = depth + 1, parents[category_id]
    return depth


def height(category_id: str, *, parents: Parents) -> int:
    """How many levels its branch has, itself included."""
    below = [child for child, parent in parents.items() if parent == category_id]
    return 1 + max((height(child, parents=parents) for child in below), default=0)


def lies_below(category_id: str | None, *, top: str, parents: Parents) -> bool:
    """Whether it is the top itself or lies in its branch."""
    while category_id is not None:
        if category_id == top:
            return True
        category_id = parents[category_id]
    return False
