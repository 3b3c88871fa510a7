"""What is timed, and against whom. Programs to run by hand, never gates: figures of one machine on one day, ratios first."""
