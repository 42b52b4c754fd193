"""What travels between two sides."""
