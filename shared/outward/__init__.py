"""Calls out of the installation, to addresses that users or their browsers gave: https, checked, and pinned."""
