"""The rehearsal: checks a tour as the classroom will meet it, one part at a time."""
