"""What office knows of the organization beyond the directory: heads of departments and who has which role.

Fed by the gateway's events; approvals find their approvers by it.
"""
