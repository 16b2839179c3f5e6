"""The only place with SQLAlchemy and Alembic."""
