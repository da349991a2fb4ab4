"""What stats heard and how far: its own log of events, and the moment up to which each source was heard wholly."""
