"""What has been agreed: instruments, their provisions, how they relate, and who takes part in them."""
