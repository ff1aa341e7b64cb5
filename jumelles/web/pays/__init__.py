"""Les pays et territoires du monde."""
