"""A sales company that exists only here: twelve people, three teams and a year of work, the same each time."""
