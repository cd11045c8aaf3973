"""What an office can do. Each call is one transaction and returns what changed."""
