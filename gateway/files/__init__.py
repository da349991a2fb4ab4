"""Uploads and downloads: bytes go between the caller and the object store, never over the bus and never to memory."""
