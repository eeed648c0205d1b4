"""``python -m app.data read`` runs the data reader."""

import sys

from app.data.worker import main

if __name__ == "__main__":
    sys.exit(main())
