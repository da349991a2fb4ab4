"""Long work of the services, seen from outside: imports, exports, how far a job is, what it made."""
