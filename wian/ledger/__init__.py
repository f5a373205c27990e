"""What happened: registers, letters, hops, receptions; the only room that knows SQLAlchemy."""
