"""Les territoires français."""
