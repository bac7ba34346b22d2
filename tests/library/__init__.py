"""What holds of the library: ids that last, and files that are taken in whole or not at all."""
