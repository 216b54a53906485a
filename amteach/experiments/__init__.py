"""What the lectures measure: tables, four starts, and pictures of any network."""
