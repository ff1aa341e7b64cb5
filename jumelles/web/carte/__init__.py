"""La carte : ses données, ses pages, ses images."""
