"""The book of visits: what is written down after signing, doubts about bills, days to come."""
