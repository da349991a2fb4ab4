"""The words all services share: errors, actors, events. Standard library only."""
