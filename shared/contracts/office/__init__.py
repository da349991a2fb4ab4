"""What the office promises: approvals."""
