"""Fixtures of all tests: see `shared.testing`."""

pytest_plugins = ["shared.testing.fixtures"]
