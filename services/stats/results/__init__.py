"""What came of the work: won opportunities, approved orders, collections; a row for each as it stands (Q7 to Q9).

A result counts for its owner, in the department they were in when it was last told of. What belongs to a terminated
order stays known but no longer counts.
"""
