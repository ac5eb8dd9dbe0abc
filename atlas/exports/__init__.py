"""What leaves the atlas: reports and files that say what they show."""
