"""The interface described for programs and people: `/openapi.json`, and `/docs` to try it."""
