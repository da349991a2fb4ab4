"""Approvals: what somebody filled in, or another service handed in, on its way to those who judge (B1 to B6).

States: waiting (nobody has judged yet), running, then passed, refused, closed (a last step handled it without judging)
or withdrawn. Always true: the way is laid once, when it begins, by the version of the template then in use; people are
added to it, never taken away. Whose turn it is can be seen, and something that nobody could judge does not begin.
The same submission of the same subject begins once.
"""
