"""What reps type, each line with the right reading; judged in-process by what it stores."""
