"""Comments under follow-ups and whatever else people talk about, with @ for whom they concern.

Always true: who comments sees the thing; whom a comment names may open the thing; a comment is never changed, and goes
with its thing. What can be commented on, and who sees it, stands in one table: `services/crm/journeys/comment.py`.
"""
