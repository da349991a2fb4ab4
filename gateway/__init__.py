"""The public face: sign-in, the organization, the routing table, and the web client's files."""
