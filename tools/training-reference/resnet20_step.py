#!/usr/bin/env python3
"""One training step of ResNet-20 in PyTorch, for StepReferenceTest.

    python3 tools/training-reference/resnet20_step.py \
        stratigraph-pytorch/src/test/resources/org/stratigraph/pytorch/resnet20-step.npy

Writes every seventh value of each tensor after the step, tensors in the order of their sorted names, one behind the
other, as float32. Weights, images and labels follow from a formula, so that nothing else has to be stored. The network
is that of He et al. 2015, section 4.2, with option A shortcuts.

The images are chosen so that nothing that enters a ReLU is within 5e-6 of zero: there, rounding would decide whether a
gradient passes, and two programs that are both right would differ by up to 1e-4 in a weight. The script checks it in
double precision. Needs PyTorch 1.13 or later and NumPy.
"""
import copy
import math
import sys

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

BATCH = 4
IMAGES = 1058  # the seed
MARGIN = 5e-6
STRIDE = 7


def uniform(seed, count):
    """Numbers in [0, 1): the upper 24 bits of Knuth's linear congruential generator (MMIX)."""
    state, values = seed, []
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        values.append((state >> 40) / 2**24)
    return np.array(values, dtype=np.float64)


class Block(nn.Module):
    def __init__(self, inside, outside, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inside, outside, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outside)
        self.conv2 = nn.Conv2d(outside, outside, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outside)
        self.halves, self.more = stride == 2, (outside - inside) // 2

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        if self.halves:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.more, self.more))
        return F.relu(y + x)


class ResNet20(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        inside = 16
        for stage, channels in enumerate((16, 32, 64)):
            blocks = []
            for block in range(3):
                blocks.append(Block(inside, channels, 2 if stage > 0 and block == 0 else 1))
                inside = channels
            setattr(self, f"layer{stage + 1}", nn.Sequential(*blocks))
        self.linear = nn.Linear(64, 10)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.linear(x.mean((2, 3)))


def margin(net, images):
    """How close to zero a value that enters a ReLU comes, in double precision."""
    closest = []
    relu = F.relu
    F.relu = lambda x: closest.append(x.abs().min().item()) or relu(x)
    with torch.no_grad():
        copy.deepcopy(net).double().train()(images.double())
    F.relu = relu
    return min(closest)


def tensor(number, name, shape):
    u = uniform(number + 1, math.prod(shape))
    if name.endswith("running_var") or len(shape) == 1 and name.endswith(".weight"):
        values = u + 0.5
    elif len(shape) > 1:
        values = (2 * u - 1) * math.sqrt(3 / math.prod(shape[1:]))
    else:
        values = u - 0.5
    return torch.from_numpy(values.astype(np.float32).reshape(shape))


def main():
    net = ResNet20()
    names = sorted(name for name in net.state_dict() if not name.endswith("num_batches_tracked"))
    state = {name: tensor(i, name, tuple(net.state_dict()[name].shape)) for i, name in enumerate(names)}
    net.load_state_dict(state, strict=False)
    images = torch.from_numpy(
        (4 * uniform(IMAGES, BATCH * 3 * 32 * 32) - 2).astype(np.float32).reshape(BATCH, 3, 32, 32))
    labels = torch.arange(BATCH) % 10
    assert margin(net, images) > MARGIN
    optimiser = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    net.train()
    loss = F.cross_entropy(net(images), labels)
    loss.backward()
    optimiser.step()
    print("PyTorch", torch.__version__, "loss", loss.item())
    after = net.state_dict()
    pieces = [after[name].numpy().reshape(-1)[::STRIDE] for name in names]
    np.save(sys.argv[1], np.concatenate(pieces).astype(np.float32))


if __name__ == "__main__":
    main()
