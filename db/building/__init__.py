"""From a folder of lesson texts to the rows of a lesson file."""
