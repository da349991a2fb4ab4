"""What developers and operators run: the development stack, generators, checks."""
