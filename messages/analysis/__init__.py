"""What we say of the ten analyses: each in one sentence, a chart and a table."""
