"""Who is signed in: passwords, sessions, tokens (A1; docs/adr/0005)."""
