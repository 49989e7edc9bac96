#!/bin/sh
# Writes the pictures of pictures/ with Debian's netpbm: a PPM, and the same as PNG, TGA, BMP, JPEG (beside what netpbm reads back from it) and PFM (byte / 255, in both orders of bytes).
set -e
cd "$(dirname "$0")/pictures"
/usr/bin/python3 - <<'P' > small.ppm
import sys
w, h = 13, 7
sys.stdout.buffer.write(b"P6\n%d %d\n255\n" % (w, h))
for y in range(h):
    for x in range(w):
        sys.stdout.buffer.write(bytes([(37 * x + 11 * y) % 256, (5 * x * x + 29 * y) % 256, 255 - 19 * x]))
P
pnmtopng -force small.ppm > small.png 2> /dev/null
pamtotga -rgb small.ppm > small.tga
ppmtobmp -bpp=24 small.ppm > small.bmp 2> /dev/null
pnmtojpeg -quality=100 -sample=1x1 small.ppm > small.jpg
jpegtopnm small.jpg > small.jpg.ppm 2> /dev/null
pamtopfm -endian=little small.ppm > small.pfm
pamtopfm -endian=big small.ppm > small-big.pfm
