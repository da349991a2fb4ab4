"""What services promise each other: events, permissions, partitions. Depends on the kernel alone."""
