"""Reading QR codes off pictures and pages as a phone would, for tests."""

from pathlib import Path

import pypdfium2
import zxingcpp
from PySide6.QtGui import QImage

A_PHONE_AT_ARMS_LENGTH = 150 / 72
"""Pixels a point in which a page is seen: 150 to the inch."""


def codes_in(picture: QImage) -> list[str]:
    """Return what every QR code in a picture says."""
    grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
    return [one.text for one in zxingcpp.read_barcodes(grey, formats=zxingcpp.BarcodeFormat.QRCode)]


def codes_on_pages(path: Path) -> list[list[str]]:
    """Return what every QR code on each page of a PDF says."""
    document = pypdfium2.PdfDocument(path)
    try:
        found = []
        for page in document:
            bitmap = page.render(scale=A_PHONE_AT_ARMS_LENGTH, grayscale=True)
            read = zxingcpp.read_barcodes(bitmap.to_pil(), formats=zxingcpp.BarcodeFormat.QRCode)
            found.append([one.text for one in read])
        return found
    finally:
        document.close()
