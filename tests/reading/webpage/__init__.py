"""The parts by which a web page is read."""
