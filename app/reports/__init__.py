"""Everything that leaves the program: PDF, HTML, XLSX, CSV, images, calendars."""
