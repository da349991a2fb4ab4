"""How services are made on Nameko: entrypoints that verify, validate and commit, and the process that hosts them."""
