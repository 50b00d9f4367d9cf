"""What several articles together make of a thing: which of their values hold, since when, and who held which post."""
