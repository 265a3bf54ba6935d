"""What is asked for at each act, one file for each part of the regulation.

What a clause demands is not `required` here: the rules refuse it and name the clause.
"""
