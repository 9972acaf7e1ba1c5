"""The command `net-cds`: the same walk without writing a client."""
