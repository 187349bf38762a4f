"""What we say about privacy: who read what of somebody, and what is kept of whom, why and how long."""
