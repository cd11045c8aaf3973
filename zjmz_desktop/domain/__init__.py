"""What the program knows of civil-affairs work: no Qt, no SQL, no files, no clock."""
