"""Pieces of the interface that know no noun: they take words and give signals.

Import each from its module, such as ``from app.ui.widgets.button import Button``;
``python -m app.ui.widgets.gallery --out DIR`` draws them all.
"""
