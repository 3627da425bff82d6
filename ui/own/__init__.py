"""Own lessons in the window: what the teacher does to them, and what can be taken back."""
