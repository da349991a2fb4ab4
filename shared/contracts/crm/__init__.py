"""What the CRM promises: customers, their pool, contacts and follow-ups."""
