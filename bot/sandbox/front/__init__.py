"""What is not the app's: the page's endpoints, and the handles on the world, the clock, the sockets, the faults."""
