"""Companies, departments, employees and roles (A4, A5). Every service copies what it needs from their events."""
