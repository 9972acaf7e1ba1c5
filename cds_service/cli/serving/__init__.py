"""How the service is run: its sockets, its connections, its processes and their end."""
