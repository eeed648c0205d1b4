"""The framework pack: scales, dimensions, norms, prompts and agenda as replaceable data.

`records` holds what a pack is made of, `pack` reads and writes one, `checking` finds its faults,
`editing` changes its words, `matching` finds the dimension that somebody meant by what they typed.
"""

from app.domain.framework.checking import FrameworkError, all_texts, untranslated, validate
from app.domain.framework.editing import holds_lines, holds_words, text_at, with_line, with_words
from app.domain.framework.matching import (
    DimensionNames,
    is_own_name,
    match_dimension,
    split_dimension_list,
)
from app.domain.framework.pack import build_framework, framework_from_json, framework_to_json
from app.domain.framework.records import (
    MINUTES_SOURCES,
    MODES,
    PURPOSES,
    SCENES,
    ActivityTemplate,
    BlockTemplate,
    ChecklistTemplate,
    Dimension,
    Framework,
    KeyQuestion,
    Lens,
    LensScale,
    Level,
    NormTemplate,
    PromptTemplate,
    StudentGroup,
)

__all__ = [
    "MINUTES_SOURCES",
    "MODES",
    "PURPOSES",
    "SCENES",
    "ActivityTemplate",
    "BlockTemplate",
    "ChecklistTemplate",
    "Dimension",
    "DimensionNames",
    "Framework",
    "FrameworkError",
    "KeyQuestion",
    "Lens",
    "LensScale",
    "Level",
    "NormTemplate",
    "PromptTemplate",
    "StudentGroup",
    "all_texts",
    "build_framework",
    "framework_from_json",
    "framework_to_json",
    "holds_lines",
    "holds_words",
    "is_own_name",
    "match_dimension",
    "split_dimension_list",
    "text_at",
    "untranslated",
    "validate",
    "with_line",
    "with_words",
]
