"""What touches several features in one transaction, one file each."""
