"""The pages of a snapshot: its words, tables and pictures, as Markdown and SVG."""
