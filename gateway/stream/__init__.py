"""What happens now, told to browsers by server-sent events; a hint to fetch again, never the only way to know."""
