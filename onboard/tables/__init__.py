"""Tables from other programs and for them: CSV and XLSX, read within limits and written plainly."""
