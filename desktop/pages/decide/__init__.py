"""定级审定: inquiries, overrides by two persons, feedback, objections, rectifications, the days they are counted by, and the lock."""
