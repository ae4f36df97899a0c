"""The page with both platforms side by side."""
