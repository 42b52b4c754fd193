"""The part of JQL that a sync needs: `parser` reads, `meaning` asks issues, `search` finds and sorts."""
