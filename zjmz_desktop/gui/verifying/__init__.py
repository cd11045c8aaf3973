"""核验: papers compared with the store; the list of those that were printed, and their scans."""
