"""What came of the work: won opportunities, approved orders, what is due of them, planned and collected (Q7 to Q11).

A row for each as it stands, and sums of the rows by day and month. A result counts for its owner, in the department
they were in when it came about; what is due and planned goes along with the order to a new owner. What belongs to a
terminated order stays known but no longer counts.
"""
