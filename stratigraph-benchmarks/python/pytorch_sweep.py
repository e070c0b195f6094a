"""The published method in PyTorch eager mode: the whole network for every reset.

    python3 pytorch_sweep.py DATA.tar IMAGES THREADS [BATCH [EVALUATIONS]]

ResNet-50 with random weights; each of its 53 convolutions and its linear layer is given fresh
weights once, and the whole network runs on all images without gradients, in batches of 500 as
published (BATCH for others). Every evaluation reads the images anew, as a DataLoader does. Prints
the seconds of the 1 + 54 evaluations; of the first EVALUATIONS of them, scaled to all, if given:
each evaluates the same network on the same images.
"""
import copy
import io
import sys
import tarfile
import time

import numpy as np
import torch
from PIL import Image
from torch import nn


class Bottleneck(nn.Module):
    def __init__(self, inputs, width, stride, project):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, width, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, stride, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv3 = nn.Conv2d(width, 4 * width, 1, bias=False)
        self.bn3 = nn.BatchNorm2d(4 * width)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = (
            nn.Sequential(
                nn.Conv2d(inputs, 4 * width, 1, stride, bias=False), nn.BatchNorm2d(4 * width)
            )
            if project
            else nn.Identity()
        )

    def forward(self, x):
        y = self.relu(self.bn1(self.conv1(x)))
        y = self.relu(self.bn2(self.conv2(y)))
        return self.relu(self.bn3(self.conv3(y)) + self.downsample(x))


def resnet50():
    layers = [
        nn.Conv2d(3, 64, 7, 2, 3, bias=False),
        nn.BatchNorm2d(64),
        nn.ReLU(inplace=True),
        nn.MaxPool2d(3, 2, 1),
    ]
    inputs = 64
    for stage, (blocks, width) in enumerate(zip((3, 4, 6, 3), (64, 128, 256, 512))):
        for block in range(blocks):
            stride = 2 if stage > 0 and block == 0 else 1
            layers.append(Bottleneck(inputs, width, stride, block == 0))
            inputs = 4 * width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2048, 1000))


def images(path, count):
    batch = []
    with tarfile.open(path) as tar:
        for member in tar:
            if len(batch) < count and member.name.lower().endswith((".jpg", ".jpeg")):
                image = Image.open(io.BytesIO(tar.extractfile(member).read())).convert("RGB")
                left, top = (image.width - 224) // 2, (image.height - 224) // 2
                pixels = np.asarray(image.crop((left, top, left + 224, top + 224)), np.float32)
                batch.append(torch.from_numpy((pixels / 127.5 - 1).transpose(2, 0, 1).copy()))
    return torch.stack(batch)


def evaluate(network, path, count, size):
    return torch.cat([network(batch) for batch in images(path, count).split(size)]).softmax(1)


@torch.no_grad()
def main():
    torch.manual_seed(0)
    path, count, threads = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    size = int(sys.argv[4]) if len(sys.argv) > 4 else 500
    torch.set_num_threads(threads)
    network, fresh = resnet50().eval(), resnet50()
    layers = [n for n, m in network.named_modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    evaluations = 1 + len(layers)
    timed = min(evaluations, int(sys.argv[5])) if len(sys.argv) > 5 else evaluations
    evaluate(network, path, min(count, 32), size)
    start = time.monotonic()
    original = evaluate(network, path, count, size)
    saved = copy.deepcopy(network.state_dict())
    for name in layers[: timed - 1]:
        network.get_submodule(name).load_state_dict(fresh.get_submodule(name).state_dict())
        changed = evaluate(network, path, count, size)
        nn.functional.cosine_similarity(original, changed).mean().item()
        network.load_state_dict(saved)
    print("%d layers, %d of %d evaluations" % (len(layers), timed, evaluations), file=sys.stderr)
    print("%.3f" % ((time.monotonic() - start) * evaluations / timed))


main()
