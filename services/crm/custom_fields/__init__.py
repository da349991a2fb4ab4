"""Custom fields: what a company asks of its customers, contacts and other things beyond what is built in (C19).

Always true: titles are unique per kind of thing; a field keeps its type; a value that must be unique is in
`unique_values`, written by triggers of the things' tables, so that the database itself refuses a second one; a field
that has values is switched off, not deleted.

Values lie in the column `fields` of their thing, by the field's id, in the form of `shared.fields`.
"""
