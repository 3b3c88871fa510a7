"""The rooms of the window, one package each; what every page has in common."""
