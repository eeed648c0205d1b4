"""Importing this registers the function of every verb."""

# ruff: noqa: F401
import app.services.agenda
import app.services.arrivals
import app.services.cells
import app.services.checklist
import app.services.clock
import app.services.datasets
import app.services.framework
import app.services.groups
import app.services.history
import app.services.next_steps
import app.services.norms
import app.services.notes
import app.services.people
import app.services.scenes
import app.services.spoken
import app.services.stations
import app.services.undo
import app.services.withdrawal
import app.services.workshop
