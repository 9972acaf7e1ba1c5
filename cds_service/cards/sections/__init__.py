"""Sections: one verdict, one warning or one question → what a card says of it."""
