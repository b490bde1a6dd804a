"""What people see: the design language, the frame around each page, wrapped npm parts and charts."""
