"""Facts: dates, events, places, territories, tours. No Qt, no matplotlib, no cartopy."""
