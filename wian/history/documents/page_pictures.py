"""What can be got from the picture of a page: its QR codes, and uncertain characters."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import zxingcpp

from wian.jurisdictions.paper_reader import Recognition
from wian.kit.errors import WianError

_PROGRAM = "tesseract"
_SECONDS = 120


class NoRecognition(WianError):
    """Optical character recognition was asked for and is not there.

    Args:
        model: What of it is needed.
    """

    def __init__(self, model: Recognition) -> None:
        super().__init__(
            f"Scanned pages cannot be recognised: the program '{_PROGRAM}' with {model.model} is "
            f"not installed. Install it (Debian: {model.package}), or leave the wish out and "
            "enter the scanned letters by hand."
        )


class RecognitionFailed(WianError):
    """The recognition program stopped with a fault.

    Args:
        said: What it said.
    """

    def __init__(self, said: str) -> None:
        self.said = said
        super().__init__(f"A scanned page could not be recognised: {said[:200]}")


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as a picture.

    Attributes:
        width, height: In dots.
        grey: Brightness of each dot, 0 to 255, rows from the top.
    """

    width: int
    height: int
    grey: npt.NDArray[np.uint8]


def codes_in(picture: Picture) -> tuple[str, ...]:
    """What the QR codes of a page say."""
    found = zxingcpp.read_barcodes(picture.grey)
    wanted = zxingcpp.BarcodeFormat.QRCode
    return tuple(code.text for code in found if code.format == wanted and code.text)


def recognised(picture: Picture, model: Recognition) -> str:
    """The characters of a page, as the program ``tesseract`` takes them.

    Args:
        picture: The page.
        model: The languages to look for.

    Raises:
        NoRecognition: The program is not installed.
        RecognitionFailed: It stopped with a fault.
    """
    program = shutil.which(_PROGRAM)
    if program is None:
        raise NoRecognition(model)
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program, fed a picture
            [program, "stdin", "stdout", "-l", model.languages, "--psm", "4"],
            input=header + picture.grey.tobytes(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise RecognitionFailed(f"it took more than {_SECONDS} seconds") from None
    if done.returncode:
        raise RecognitionFailed(done.stderr.decode(errors="replace").strip())
    return done.stdout.decode("utf-8", errors="replace").replace("\f", "\n")
