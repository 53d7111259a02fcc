"""Files of this machine as examples for Magika, and Magika with the classes that they have. See scripts/magika.

A file's label is what its extension stands for in Magika's own table, where it stands for one thing. Of each folder one file
of an extension is taken, and all below one folder of the fourth level go to the same side, training or test, so that near
copies do not stand on both. An example is 2,048 numbers, as Magika takes them: the first 1,024 bytes of the file after white
space, and the last 1,024 before it; 256 where the file is shorter.
"""

import argparse
import collections
import hashlib
import json
import os
import pathlib

import magika
import numpy as np
import onnx
from onnx import helper, numpy_helper

SHA256 = "fe2d2eb49c5f88a9e0a6c048e15d6ffdf86235519c2afc535044de433169ec8c"
LOGITS = "MagikaV2/Dense_1/AddV2:0"
WEIGHT, BIAS = "Const_24:0", "MagikaV2/Dense_1/Reshape:0"
SIDE, BLOCK, PADDING, LEAST = 1024, 4096, 256, 64
LEVEL, TEST_SHARE = 4, 3
FEWEST = 8

parser = argparse.ArgumentParser()
parser.add_argument("--out", type=pathlib.Path, required=True)
parser.add_argument("--each", type=int, default=40, help="examples of a class, training and test together")
parser.add_argument("folders", nargs="*", default=["/usr", "/etc", "/opt"])
arguments = parser.parse_args()

package = pathlib.Path(magika.__file__).parent
settings = json.loads((package / "models/standard_v3_3/config.min.json").read_text())
classes = settings["target_labels_space"]


def extensions():
    """The class of each extension that is of one class alone; of programs in C and C++ the usual one."""
    table = json.loads((package / "config/content_types_kb.min.json").read_text())
    found = collections.defaultdict(set)
    for label in classes:
        for extension in table[label]["extensions"]:
            found[extension].add(label)
    one = {extension: labels.pop() for extension, labels in found.items() if len(labels) == 1}
    return one | {"so": "elf", "cc": "cpp", "hpp": "cpp", "gz": "gzip", "pom": "xml"}


def is_test(path):
    group = "/".join(path.parts[: LEVEL + 1])
    return hashlib.sha256(group.encode()).digest()[0] % TEST_SHARE == 0


def numbers(path):
    with open(path, "rb") as file:
        begin = file.read(BLOCK).lstrip()[:SIDE]
        size = file.seek(0, os.SEEK_END)
        file.seek(max(0, size - BLOCK))
        end = file.read(BLOCK).rstrip()[-SIDE:]
    return [*begin, *[PADDING] * (SIDE - len(begin)), *[PADDING] * (SIDE - len(end)), *end]


def files():
    """One file of an extension in each folder, in an order that says nothing of where it lies."""
    known = extensions()
    found = collections.defaultdict(list)
    for folder in arguments.folders:
        for place, _, names in os.walk(folder):
            for extension, name in sorted({name.rpartition(".")[2].lower(): name for name in sorted(names)}.items()):
                path = pathlib.Path(place, name)
                if extension in known and path.is_file() and not path.is_symlink() and path.stat().st_size >= LEAST:
                    found[known[extension]].append(path)
    for paths in found.values():
        paths.sort(key=lambda path: hashlib.sha256(str(path).encode()).digest())
    return found


def examples(found):
    """Per class and side, what is there of each content once, as many as were asked for."""
    seen = set()
    for label, paths in sorted(found.items()):
        left = {True: arguments.each // TEST_SHARE, False: arguments.each - arguments.each // TEST_SHARE}
        for path in paths:
            try:
                row = numbers(path)
            except OSError:
                continue
            if left[is_test(path)] and tuple(row) not in seen:
                seen.add(tuple(row))
                left[is_test(path)] -= 1
                yield label, is_test(path), row


def network(labels):
    """Magika without its softmax, and with the rows of these classes alone."""
    data = (package / "models/standard_v3_3/model.onnx").read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise SystemExit("Cannot use the network: its SHA-256 is not " + SHA256)
    model = onnx.load_from_string(data)
    rows = [classes.index(label) for label in labels]
    for tensor in model.graph.initializer:
        if tensor.name.endswith((WEIGHT, BIAS)):
            tensor.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(tensor)[:, rows], tensor.name))
    name = next(n.output[0] for n in model.graph.node if n.output[0].endswith(LOGITS))
    del model.graph.output[:]
    model.graph.output.append(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, [None, len(rows)]))
    return model


rows = list(examples(files()))
counts = collections.Counter((label, test) for label, test, _ in rows)
labels = sorted({label for label, _ in counts if counts[label, False] >= FEWEST and counts[label, True] >= FEWEST // 2})
if len(labels) < 2:
    raise SystemExit(f"Cannot make classes: fewer than two extensions have {FEWEST} files (name more folders)")
arguments.out.mkdir(parents=True, exist_ok=True)
for test, prefix in ((False, ""), (True, "test-")):
    part = [(labels.index(label), row) for label, side, row in rows if side == test and label in labels]
    np.save(arguments.out / f"{prefix}features.npy", np.array([row for _, row in part], dtype=np.int32))
    np.save(arguments.out / f"{prefix}labels.npy", np.array([label for label, _ in part], dtype=np.int32))
    print(f"{len(part)} {'test' if test else 'training'} examples")
onnx.save(network(labels), arguments.out / "magika.onnx")
(arguments.out / "labels.txt").write_text("\n".join(labels) + "\n")
print(f"{len(labels)} classes: {', '.join(labels)}")
