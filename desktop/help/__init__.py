"""The manual, what the program is, and what helps when something is wrong."""
