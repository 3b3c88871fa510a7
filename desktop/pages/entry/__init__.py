"""屏幕录入: a return typed or pasted into the form itself."""
