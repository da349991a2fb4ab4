"""What the gateway promises: the organization."""
