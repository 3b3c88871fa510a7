"""Before a workspace is open."""
