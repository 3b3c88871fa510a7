"""What is drawn of a document at one scale: asked for band by band, the wanted first, and no more kept than a few screens."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.desk import Desk
from scoring.services.previewing import Raster, band

MOST_BYTES = 64_000_000
Spot = tuple[int, int]
"""Page and band, both from 0."""


class Bands(QObject):
    """One request is under way at a time: whoever scrolls on has not to wait for what is out of view by then.

    Signals: ``drawn`` when another band is there.
    """

    drawn = Signal()

    def __init__(self, desk: Desk, wanted: Callable[[], Sequence[Spot]], parent: QObject | None = None) -> None:
        """``wanted`` tells what is to be seen, the most urgent first."""
        super().__init__(parent)
        self._desk, self._wanted = desk, wanted
        self._kept: OrderedDict[Spot, QImage] = OrderedDict()
        self._pdf, self._scale = b"", 1.0
        self._round = 0
        self._is_asking = False

    def show(self, pdf: bytes, scale: float) -> None:
        """Another document, or the same at another scale (pixels per point); what is drawn already stays."""
        if (pdf, scale) == (self._pdf, self._scale):
            self.ask()
            return
        self._pdf, self._scale = pdf, scale
        self._round += 1
        self._kept.clear()
        self._is_asking = False
        self.ask()

    def forget(self) -> None:
        """Nobody looks any more: what was drawn is drawn again when somebody does."""
        self._round += 1
        self._kept.clear()
        self._is_asking = False

    @property
    def is_idle(self) -> bool:
        return not self._is_asking

    def image(self, spot: Spot) -> QImage | None:
        """In device pixels; None while it is not drawn yet."""
        found = self._kept.get(spot)
        if found is not None:
            self._kept.move_to_end(spot)
        return found

    def ask(self) -> None:
        """For the most urgent band that is not there."""
        if self._is_asking or not self._pdf:
            return
        spot = next((one for one in self._wanted() if one not in self._kept), None)
        if spot is None:
            return
        self._is_asking = True
        pdf, scale, asked_in = self._pdf, self._scale, self._round

        def come(raster: Raster) -> None:
            if asked_in == self._round:
                self._is_asking = False
                self._keep(spot, picture(raster))
                self.drawn.emit()
                self.ask()

        self._desk.read(lambda _, __: band(pdf, spot[0], scale, spot[1]), come, owner=self)

    def _keep(self, spot: Spot, image: QImage) -> None:
        self._kept[spot] = image
        held = sum(one.sizeInBytes() for one in self._kept.values())
        seen = set(self._wanted())
        for old in [one for one in self._kept if one not in seen]:
            if held <= MOST_BYTES:
                return
            held -= self._kept.pop(old).sizeInBytes()


def picture(raster: Raster) -> QImage:
    """A copy: Qt would else look into bytes that Python is free to throw away."""
    return QImage(raster.pixels, raster.width, raster.height, raster.stride, QImage.Format.Format_RGB32).copy()
