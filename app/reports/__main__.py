"""``python -m app.reports build`` runs the report worker."""

import sys

from app.reports.worker import main

if __name__ == "__main__":
    sys.exit(main())
