"""Pages of awards, nominations and honours."""
