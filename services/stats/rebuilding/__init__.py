"""Making a company's counts anew from the log of what was heard (docs/adr/0007)."""
