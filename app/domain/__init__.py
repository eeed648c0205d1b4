"""What the workshop is: records, commands and rules. Standard library only."""
