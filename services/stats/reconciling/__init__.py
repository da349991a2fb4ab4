"""Agreeing with who told: what was heard against what was told, sums against facts (docs/adr/0013)."""
