"""The verbs: everything the terminal and the window may ask of the program. They tie the stations together and decide nothing else."""
