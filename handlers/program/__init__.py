"""The commands of the program, and what runs the bot."""
