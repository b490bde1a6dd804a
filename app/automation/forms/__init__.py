"""The forms by which people fill in steps, triggers and settings, made from what the definition takes."""
