"""Tables as people fill them in: CSV files and workbooks, a sheet each, headings above rows."""
