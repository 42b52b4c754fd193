"""The values a script computes with. Null is None, Boolean bool, String str (see `characters`), ArrayList list."""
