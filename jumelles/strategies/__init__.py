"""Ce qui compose les questions des étages du dessous : le portrait de territoire."""
