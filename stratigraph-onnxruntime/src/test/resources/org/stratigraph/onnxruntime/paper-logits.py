"""Prints paper-logits.csv: logits of the architectures of two papers, from the weights of logits_formula.py.

The networks are those of arXiv:2011.02956 (TensorFlow's "same" padding written out) and arXiv:2011.06735, in PyTorch's own
modules. Made with PyTorch 1.13.0 and torchvision 0.14.1 of Debian.
"""
import math

import torchvision.models as tv
from torch import nn
from torch.nn import functional as F

from logits_formula import CLASSES, show


def same(x, kernel, stride, value=0.0):
    """TensorFlow's padding "same": out = ceil(n / stride), the odd zero at the end."""
    pads = []
    for n in (x.shape[3], x.shape[2]):
        total = max((-(-n // stride) - 1) * stride + kernel - n, 0)
        pads += [total // 2, total - total // 2]
    return F.pad(x, pads, value=value)


class Block(nn.Module):
    def __init__(self, inside, outside, stride, shortcut):
        super().__init__()
        self.stride, self.residual = stride, shortcut
        self.conv1 = nn.Conv2d(inside, outside, 3, stride)
        self.bn1 = nn.BatchNorm2d(outside, eps=1e-3)
        self.conv2 = nn.Conv2d(outside, outside, 3)
        self.bn2 = nn.BatchNorm2d(outside, eps=1e-3)
        if shortcut and stride != 1:
            self.downsample = nn.Sequential(nn.Conv2d(inside, outside, 1, stride), nn.BatchNorm2d(outside, eps=1e-3))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(same(x, 3, self.stride))))
        y = self.bn2(self.conv2(same(y, 3, 1)))
        if self.residual:
            y = y + (self.downsample(x) if self.stride != 1 else x)
        return F.relu(y)


class Conflict(nn.Module):
    def __init__(self, counts, shortcut):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 7, 2)
        self.bn1 = nn.BatchNorm2d(64, eps=1e-3)
        blocks, inside = [], 64
        for kind, count in enumerate(counts):
            for i in range(count):
                blocks.append(Block(inside, 64 << kind, 2 if kind and i == 0 else 1, shortcut))
                inside = 64 << kind
        self.blocks = nn.ModuleList(blocks)
        self.fc = nn.Linear(inside, CLASSES)

    def forward(self, x):
        wide = x.shape[3] > 50
        x = F.relu(self.bn1(self.conv1(same(x, 7, 2))))
        if wide:
            x = F.max_pool2d(same(x, 3, 2, -math.inf), 3, 2)
        for block in self.blocks:
            x = block(x)
        return self.fc(x.mean((2, 3)))


class Fnn(nn.Module):
    def __init__(self, values, width, depth):
        super().__init__()
        self.depth = depth
        for i in range(depth):
            setattr(self, f"fc{i}", nn.Linear(width if i else values, width))
        self.out = nn.Linear(width, CLASSES)

    def forward(self, x):
        x = x.flatten(1)
        for i in range(self.depth):
            x = F.relu(getattr(self, f"fc{i}")(x))
        return self.out(x)


class Basic(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.shortcut = nn.Sequential()
        if stride != 1 or inside != outside:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inside, outside, 1, stride, bias=False), nn.BatchNorm2d(outside))

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))


class SmallResNet(nn.Module):
    def __init__(self, counts):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        inside = 64
        for stage, count in enumerate(counts):
            blocks = []
            for i in range(count):
                blocks.append(Basic(inside, 64 << stage, 2 if stage and i == 0 else 1))
                inside = 64 << stage
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(inside, CLASSES)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer4(self.layer3(self.layer2(self.layer1(x))))
        return self.linear(x.mean((2, 3)))


class Sequence(nn.Module):
    def __init__(self, features, classifier):
        super().__init__()
        self.features, self.classifier = features, classifier

    def forward(self, x):
        return self.classifier(self.features(x).flatten(1))


def alexnet():
    def conv(inside, outside, stride=1):
        return nn.Conv2d(inside, outside, 3, stride, 1)

    return Sequence(
        nn.Sequential(
            conv(3, 64, 2), nn.ReLU(), nn.MaxPool2d(2), conv(64, 192), nn.ReLU(), nn.MaxPool2d(2), conv(192, 384), nn.ReLU(),
            conv(384, 256), nn.ReLU(), conv(256, 256), nn.ReLU(), nn.MaxPool2d(2)),
        nn.Sequential(
            nn.Dropout(), nn.Linear(1024, 4096), nn.ReLU(), nn.Dropout(), nn.Linear(4096, 1024), nn.ReLU(),
            nn.Linear(1024, CLASSES)))


MODELS = [
    ('"fnn:width=20,depth=4"', 8, lambda: Fnn(192, 20, 4)),
    ('"conflict-vgg:1,2,1,1"', 32, lambda: Conflict([1, 2, 1, 1], False)),
    ('"conflict-vgg:1,0,1,0"', 57, lambda: Conflict([1, 0, 1, 0], False)),
    ('"conflict-resnet:2,1,1,1"', 33, lambda: Conflict([2, 1, 1, 1], True)),
    ('"conflict-resnet:0,2,0,1"', 64, lambda: Conflict([0, 2, 0, 1], True)),
    ("resnet18-cifar", 32, lambda: SmallResNet([2, 2, 2, 2])),
    ("alexnet-cifar", 32, alexnet),
    ("vgg19_bn-cifar-linear", 32, lambda: Sequence(
        tv.vgg.make_layers(tv.vgg.cfgs["E"], True), nn.Linear(512, CLASSES))),
]

show((name, 0, size, make) for name, size, make in MODELS)
