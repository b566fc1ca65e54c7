"""The shipped model and the class that reads with it."""
