"""The facilitator's window while the day runs."""
