"""From the database to the facts that the formulas work on."""
