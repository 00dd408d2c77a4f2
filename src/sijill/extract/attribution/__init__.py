"""Who says it: source, cue and content (PolNeAR's three terms; Newell et al. 2018)."""

from sijill.extract.attribution.find import find_attributions
from sijill.extract.attribution.record import Attribution

__all__ = ["Attribution", "find_attributions"]
