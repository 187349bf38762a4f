"""CSV files from elsewhere: people, accounts, deals, activities, costs, targets and leave."""
