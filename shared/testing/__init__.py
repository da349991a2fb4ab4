"""What tests stand on: real servers, migrated databases, the running product. `make run` uses the same code."""
