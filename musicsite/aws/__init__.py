"""What the site needs of AWS itself: signing in to database and cache by the role of the task, without a password."""
