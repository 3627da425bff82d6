"""Questions as they are shown, counted and kept: plate, marks on the map, tally and results."""
