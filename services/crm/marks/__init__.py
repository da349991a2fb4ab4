"""By what things are found: pairs of neighbouring characters of a name, first letters of their pinyin, fours of digits.

`search_entries` holds the marks of each thing as numbers, under one index. Triggers keep its rows in the transaction
that writes the thing, and a moment later they are marked, see ADR 0015.
"""
