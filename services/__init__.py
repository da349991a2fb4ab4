"""The five services, each the owner of its database."""
