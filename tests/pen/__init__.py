"""The pen in the window, by mouse, finger, tablet and keys."""
