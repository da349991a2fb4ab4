"""What comes in is checked against marshmallow schemas, with errors by field."""
