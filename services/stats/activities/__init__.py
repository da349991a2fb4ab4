"""What employees do with customers and leads: follow-ups, visits, calls; a row for each (Q4 to Q6).

An activity counts for who did it, in the department they were in then, on the day it was done. How many different
customers it was about cannot be added up, so that reports count the rows themselves.
"""
