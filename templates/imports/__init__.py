"""What people read about an import: what is wrong with a file, and how a workbook is filled in."""
