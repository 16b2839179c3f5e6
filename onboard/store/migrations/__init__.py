"""The steps from an empty file to the present tables, shipped inside the package."""
