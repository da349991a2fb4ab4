"""Visits: somebody checked in at a customer's, with a note, a place and photos (V1 to V4).

Always true: a visit is also a follow-up, under the same id, of the behaviour for visits; a lead is never visited; it
keeps the stage the customer had then and how far away the customer's own position was. It is never changed.
"""
