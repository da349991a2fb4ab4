"""What stats tells others."""
