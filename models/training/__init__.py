"""Training: what is offered, who was there, what it cost, and what it did for the skills of the self-audit."""
