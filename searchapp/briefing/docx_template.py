"""An office's own template: what is taken as one, and where the paper goes in it.

``{{标题}}`` and ``{{日期}}`` may stand anywhere, ``{{正文}}`` alone in a paragraph of the text.
"""

import io
import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from datetime import datetime
from typing import Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.oxml.parser import serialize_for_reading

from searchapp.briefing.docx_forms import Form, Forms
