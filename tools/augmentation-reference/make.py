#!/usr/bin/env python3
"""Writes what torchvision and Pillow make of small images, for AugmentationReferenceTest.

    python3 tools/augmentation-reference/make.py \
        > stratigraph-core/src/test/resources/org/stratigraph/augmentation/torchvision.csv

Made with torchvision 0.14.1 and Pillow 9.4.0. The images are computed: channel c of pixel (x, y) of the image numbered s
is (x * (7 + 5 c + s) + y * (13 - 3 c + 2 s) + x * y * (1 + c + s)) mod 251, so that the test can make them itself. A line
is: operation, its number, image number, width, height, channels, and the levels of the result, row by row, pixel by
pixel, in hexadecimal; of images of more than 300 levels the CRC-32 of them instead.
"""
import sys
import zlib

import numpy as np
import PIL
import torchvision
from PIL import Image
from torchvision.transforms import InterpolationMode, autoaugment
from torchvision.transforms import functional as F

NEAREST, BILINEAR = InterpolationMode.NEAREST, InterpolationMode.BILINEAR


def image(s, width, height, channels):
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(channels), indexing="ij")
    levels = (x * (7 + 5 * c + s) + y * (13 - 3 * c + 2 * s) + x * y * (1 + c + s)) % 251
    if s == 3:  # few levels in the middle: something to stretch and to equalise
        levels = 90 + levels % 40
    if s == 4:  # one level
        levels = levels * 0 + 77
    levels = levels.astype(np.uint8)
    return Image.fromarray(levels[:, :, 0] if channels == 1 else levels)


def text(result):
    data = np.asarray(result).tobytes()
    return data.hex() if len(data) <= 300 else "%08x" % zlib.crc32(data)


def write(name, number, s, before, after):
    channels = len(before.getbands())
    print(f"{name},{number},{s},{before.width},{before.height},{channels},{text(after)}")


def magnitudes(augment, bins, names):
    space = augment._augmentation_space(bins, (40, 32))
    for name in names:
        values = space[name][0]
        for level in range(bins):
            number = float(values[level]) if values.ndim > 0 else 0.0
            print(f"magnitude {bins},{number!r},{level},32,40,1,{name}")


def main():
    print(f"# torchvision {torchvision.__version__}, Pillow {PIL.__version__}; tools/augmentation-reference/make.py")
    names = ["ShearX", "ShearY", "TranslateX", "TranslateY", "Rotate", "Brightness", "Color", "Contrast", "Sharpness",
             "Posterize", "Solarize", "AutoContrast", "Equalize"]
    rand = autoaugment.RandAugment()
    mix = autoaugment.AugMix()
    magnitudes(rand, 31, names)
    magnitudes(mix, 10, names)
    sizes = [(0, 9, 7, 3), (1, 8, 8, 1), (2, 32, 32, 3), (3, 32, 32, 3), (3, 28, 28, 1), (4, 6, 5, 3), (1, 2, 3, 3)]
    for s, width, height, channels in sizes:
        before = image(s, width, height, channels)
        space = rand._augmentation_space(31, (height, width))
        for name in names:
            values, signed = space[name]
            for level in (9, 30) if values.ndim > 0 else (0,):
                for sign in (1, -1) if signed else (1,):
                    number = sign * (float(values[level]) if values.ndim > 0 else 0.0)
                    for way, label in ((NEAREST, ""), (BILINEAR, " bilinear")):
                        if label and name not in names[:5]:
                            continue
                        after = autoaugment._apply_op(before, name, number, interpolation=way, fill=None)
                        write(name + label, number, s, before, after)
        for hue in (-0.1, -0.03, 0.02, 0.09):
            write("Hue", hue, s, before, F.adjust_hue(before, hue))
        write("Grayscale", 0, s, before, F.to_grayscale(before, channels))
    # Every colour on a grid of 18 levels.
    grid = np.array([[r, g, b] for r in range(0, 256, 15) for g in range(0, 256, 15) for b in range(0, 256, 15)])
    colours = Image.fromarray(grid.astype(np.uint8).reshape(18 * 18, 18, 3))
    for hue in (-0.5, -0.1, 0.0, 0.004, 0.1, 0.37):
        print(f"Hue grid,{hue!r},0,{colours.width},{colours.height},3,{text(F.adjust_hue(colours, hue))}")
    for s, top, left, height, width in ((2, 3, 5, 20, 17), (2, 0, 0, 32, 32), (0, 1, 10, 9, 12)):
        before = image(s, 32, 32, 3)
        after = F.resized_crop(before, top, left, height, width, [32, 32])
        write("ResizedCrop", f"{top} {left} {height} {width}", s, before, after)


if __name__ == "__main__":
    main()
