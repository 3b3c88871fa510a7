"""Between laptops: what one copy of a workspace has that another lacks. Merging builds on this comparison."""
