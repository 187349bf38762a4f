"""What stands out in what somebody entered: asked privately, as a question, and never as an accusation."""
