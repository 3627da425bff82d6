"""A teacher's own lessons: copies of tours, changed for a class, in a file of their own."""
