"""How somebody likes to be told things: declared by themself, or suggested by eight choices and confirmed.

A preference: it changes the form of what is said to them, never a figure. No rating, analysis or list of people reads it.
"""
