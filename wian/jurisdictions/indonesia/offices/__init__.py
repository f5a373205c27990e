"""The offices of Indonesia, from the Ministry of Home Affairs down to every village."""
