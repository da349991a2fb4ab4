"""Customers and their pool; leads, orders and the rest of the CRM join them."""
