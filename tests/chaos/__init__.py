"""Chaos tests break a stack under load, and then check promise R1. Seeds are fixed: a failure repeats.

They share one stack, each leaves it whole, and it ends with the last of them: that is why this folder is a package.
"""
