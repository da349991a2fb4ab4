"""Categories of products: a tree of at most four levels (G1).

Always true: no category lies below itself; names are unique among those of one parent; a category with products or
categories in it is not removed.
"""
