"""The only place with ReportLab, pikepdf and pyHanko: render, seal, verify."""
