"""How Alembic runs here: always on a connection that ``app.storage.upgrade`` hands over.

To add a migration: write ``versions/NNNN_what_it_does.py`` with explicit operations (batch mode,
named constraints, nothing imported from ``app``), raise ``SCHEMA_VERSION`` in
``app/storage/format.py`` to NNNN, and add a file of the version before to
``tests/storage/files``.
"""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=context.config.attributes.get("metadata"),
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
