"""A newcomer's first 90 days: the plan that their manager gives them, what came of it, and how both look back."""
