"""The same answers for programs: ``/api/v1``, and the page ``/api`` that tells of it.

What may be asked and what comes back are schemas; the OpenAPI document is made of them and of the
views. Nothing here changes anything.
"""

from searchapp.web.api.registering import is_for_programs, register, told

__all__ = ["is_for_programs", "register", "told"]
