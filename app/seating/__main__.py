"""``python -m app.seating`` runs the seating worker."""

import sys

from app.seating.worker import main

if __name__ == "__main__":
    sys.exit(main())
