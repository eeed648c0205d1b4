"""The facilitator's own view of the results, before and after the reveal."""
