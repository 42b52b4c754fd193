"""What Liaise asks of a tracker, and the two trackers that answer."""
