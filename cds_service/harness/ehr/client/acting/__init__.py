"""What follows when a user acts on a card: changes of orders and resources, and feedback."""
