"""API key or browser session -> project and what it may do."""
