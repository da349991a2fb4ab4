"""What each employee is to reach: numbers and amounts per month and per week of the month (Q7 to Q9).

Targets are set by hand and belong to stats alone: of wins one's own, of orders and collections those of whom one sees.
A month's target is no sum of its weeks'; each is what was set for it, and nothing set is nothing. They count in the
department the employee was in when they were set.
"""
