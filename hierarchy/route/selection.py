"""How a directive says which offices it is for."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from hierarchy.office import OfficeId, Slug


class Selection(BaseModel):
    """Offices by what they are, not as a list typed by hand.

    Every criterion that is given must hold; the values within one are alternatives. An empty
    selection (no criterion at all) is no selection and is refused.

    Attributes:
        levels: Levels to take.
        kinds: Kinds to take.
        ids: Offices to take by id.
        under: Only offices below one of these (not themselves).
        except_: Offices to leave out, again as a selection (``except`` in files).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    levels: tuple[Slug, ...] = ()
    kinds: tuple[Slug, ...] = ()
    ids: tuple[OfficeId, ...] = ()
    under: tuple[OfficeId, ...] = ()
    except_: Selection | None = Field(default=None, alias="except")
