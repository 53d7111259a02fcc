"""Lines of text as examples for PaddleOCR's classifier of orientation, and that network for images of 48 x 192.
See scripts/ppocr.

A line has 4 to 20 characters out of the licences that Debian ships, in a font of the DejaVu family, dark on light or light on
dark, under noise. Fonts with serifs and half of the texts are of the test part alone. An example is what PaddleOCR feeds:
blue, green and red in -1..1, (channels, rows, columns), 48 rows high, zeros to its right; turned by 180 degrees where the
label is 180.
"""

import argparse
import hashlib
import pathlib

import matplotlib
import numpy as np
import onnx
import rapidocr_onnxruntime
from PIL import Image, ImageDraw, ImageFont

SHA256 = "e47acedf663230f8863ff1ab0e64dd2d82b838fceb5957146dab185a89d6215c"
HEIGHT, WIDTH = 48, 192
FEWEST, MOST = 4, 20
NOISE = 40
LICENCES = pathlib.Path("/usr/share/common-licenses")
FONTS = pathlib.Path(matplotlib.get_data_path(), "fonts/ttf")

parser = argparse.ArgumentParser()
parser.add_argument("--out", type=pathlib.Path, required=True)
parser.add_argument("--train", type=int, default=1600, help="training examples")
parser.add_argument("--test", type=int, default=800, help="test examples")
arguments = parser.parse_args()


def texts(test):
    """Every other licence, in one line."""
    files = sorted(path for path in LICENCES.glob("*") if path.is_file() and not path.is_symlink())
    if len(files) < 2:
        raise SystemExit(f"Cannot find texts: {LICENCES} has fewer than two files")
    return [" ".join(path.read_text(errors="ignore").split()) for path in files[test::2]]


def fonts(test):
    return sorted(path for path in FONTS.glob("DejaVuS*.ttf") if ("Serif" in path.name) == test and "Display" not in path.name)


def line(random, texts):
    text = texts[random.integers(len(texts))]
    length = int(random.integers(FEWEST, MOST + 1))
    start = int(random.integers(len(text) - length))
    return text[start : start + length].strip() or "text"


def image(random, text, font):
    """A line as it would be cut out of a page, as high as the network reads it."""
    font = ImageFont.truetype(str(font), int(random.integers(24, 56)))
    left, top, right, bottom = font.getbbox(text)
    margin = int(random.integers(1, 8))
    dark, light = random.integers(0, 100, 3), random.integers(155, 256, 3)
    ink, paper = (dark, light) if random.random() < 0.8 else (light, dark)
    picture = Image.new("RGB", (right - left + 2 * margin, bottom - top + 2 * margin), tuple(map(int, paper)))
    ImageDraw.Draw(picture).text((margin - left, margin - top), text, tuple(map(int, ink)), font)
    return picture.resize((min(WIDTH, max(1, picture.width * HEIGHT // picture.height)), HEIGHT), Image.BILINEAR)


def example(random, texts, fonts, turned):
    picture = image(random, line(random, texts), fonts[random.integers(len(fonts))])
    picture = picture.transpose(Image.ROTATE_180) if turned else picture
    pixels = np.asarray(picture, np.float64)[:, :, ::-1]
    noisy = np.clip(pixels + random.normal(0, random.uniform(0, NOISE), pixels.shape), 0, 255)
    padded = np.zeros((3, HEIGHT, WIDTH), np.float32)
    padded[:, :, : picture.width] = (noisy / 127.5 - 1).transpose(2, 0, 1)
    return padded


def network():
    data = pathlib.Path(rapidocr_onnxruntime.__file__).with_name("models") / "ch_ppocr_mobile_v2.0_cls_infer.onnx"
    if hashlib.sha256(data.read_bytes()).hexdigest() != SHA256:
        raise SystemExit("Cannot use the network: its SHA-256 is not " + SHA256)
    model = onnx.load(data)
    dims = model.graph.input[0].type.tensor_type.shape.dim
    for dim, size in zip(dims[1:], (3, HEIGHT, WIDTH)):
        dim.dim_value = size
    return model


arguments.out.mkdir(parents=True, exist_ok=True)
for test, prefix, count in ((False, "", arguments.train), (True, "test-", arguments.test)):
    random, own, faces = np.random.default_rng(1 + test), texts(test), fonts(test)
    labels = np.arange(count, dtype=np.int32) % 2
    np.save(arguments.out / f"{prefix}features.npy", np.stack([example(random, own, faces, label == 1) for label in labels]))
    np.save(arguments.out / f"{prefix}labels.npy", labels * 180)
    print(f"{count} {'test' if test else 'training'} examples, {len(own)} texts, {len(faces)} fonts")
onnx.save(network(), arguments.out / "ppocr.onnx")
