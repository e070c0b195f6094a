"""The published method in PyTorch eager mode on CIFAR-10: the whole network for every reset.

    python3 pytorch_cifar_sweep.py DATA.tar.gz DEPTH THREADS [EVALUATIONS]

A ResNet of that depth for 32 x 32 pixels with random weights, 3 trials of each convolution and of
the linear layer on all images, in batches of 500 as published, without gradients. The images are
decoded once, and kept. Prints the seconds of 1 + 3 x layers evaluations: of EVALUATIONS of them (6
if not given), scaled to all, since each evaluates the same network on the same images.
"""
import io
import sys
import tarfile
import time

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from cifar_resnet import resnet

BATCH = 500


def images(path):
    found = []
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile() and member.name.lower().endswith((".jpg", ".jpeg", ".png")):
                image = Image.open(io.BytesIO(tar.extractfile(member).read())).convert("RGB")
                found.append(np.asarray(image, np.float32).transpose(2, 0, 1) / 127.5 - 1)
    return torch.from_numpy(np.stack(found))


@torch.no_grad()
def main():
    torch.manual_seed(0)
    torch.set_num_threads(int(sys.argv[3]))
    depth, timed = int(sys.argv[2]), int(sys.argv[4]) if len(sys.argv) > 4 else 6
    network, fresh = resnet(depth).eval(), resnet(depth)
    layers = [n for n, m in network.named_modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    evaluations = 1 + 3 * len(layers)
    batches = images(sys.argv[1]).split(BATCH)
    network(batches[0])
    start = time.monotonic()
    original = torch.cat([network(batch) for batch in batches]).softmax(1)
    for name in layers[: timed - 1]:
        layer = network.get_submodule(name)
        saved = {key: value.clone() for key, value in layer.state_dict().items()}
        layer.load_state_dict(fresh.get_submodule(name).state_dict())
        changed = torch.cat([network(batch) for batch in batches]).softmax(1)
        F.cosine_similarity(original, changed).mean().item()
        layer.load_state_dict(saved)
    seconds = (time.monotonic() - start) * evaluations / timed
    count = sum(len(batch) for batch in batches)
    print("%d layers, %d images, %d of %d evaluations" % (len(layers), count, timed, evaluations), file=sys.stderr)
    print("%.3f" % seconds)


main()
