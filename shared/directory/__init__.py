"""Each service's small copy of the organization, fed by the gateway's events, and the scopes that rest on it."""
