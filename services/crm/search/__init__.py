"""What one may see, found by a part of its name, a telephone number, or the letters its characters are read with.

`search_entries` holds a row of marks per thing: pairs of neighbouring characters, pairs of first letters of their
pinyin, four digits of a number, the owner. Triggers keep it in the transaction that writes the thing. A word is found
where all its marks are; what was found is then compared with the word itself, see ADR 0015.
"""
