"""What comes by hand from devices without a network: files, and codes that are read aloud."""
