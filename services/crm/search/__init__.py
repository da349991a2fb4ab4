"""What one may see, found by a part of its name, a telephone number, or the letters its characters are read with.

A word is found where all its marks are; what was found is then compared with the word itself, see ADR 0015.
"""
