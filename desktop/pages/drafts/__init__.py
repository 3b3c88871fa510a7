"""规则草稿: forms, rubrics, conditions and policies edited as drafts, tried out, and adopted."""
