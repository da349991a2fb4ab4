"""The reports: totals by employee, each cell with the rows behind it, and how complete they are."""
