"""The window. PySide6 lives here and nowhere else; it decides nothing and calls ``scoring.services``."""
