"""Windows, views and widgets. May import domain, services and operations; never storage."""
