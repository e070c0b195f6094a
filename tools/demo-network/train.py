#!/usr/bin/env python3
"""Trains the network that `stratigraph demo` analyses, and writes it as ONNX.

    ./stratigraph shapes --split train --images 12000 --out train
    ./stratigraph shapes --split test --images 2000 --out test
    python3 tools/demo-network/train.py train test \
        stratigraph-cli/src/main/resources/org/stratigraph/cli/demo-network.onnx

A residual network of 20 layers with 8, 16 and 32 channels: the layout of the CIFAR-10 network of He et al. 2015,
section 4.2, with 1x1 convolutions as shortcuts, at half its width. Needs PyTorch 1.13 or later and NumPy. Takes a few
minutes on two cores. The batch norms stay what they are in the file, so that a convolution can be reset by itself.
"""
import argparse
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

MEAN, STD = 0.5, 0.25  # as in --preprocess shapes


class Block(nn.Module):
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
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class ResNet(nn.Module):
    def __init__(self, widths=(8, 16, 32), blocks=3, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, widths[0], 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(widths[0])
        inside = widths[0]
        for stage, width in enumerate(widths):
            layers = []
            for block in range(blocks):
                layers.append(Block(inside, width, 2 if stage > 0 and block == 0 else 1))
                inside = width
            setattr(self, f"layer{stage + 1}", nn.Sequential(*layers))
        self.fc = nn.Linear(inside, classes)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.mean((2, 3)))


def load(folder):
    images = np.load(folder + "/images.npy").transpose(0, 3, 1, 2).astype(np.float32) / 255
    labels = np.load(folder + "/labels.npy").astype(np.int64)
    assert images.shape[1:] == (3, 32, 32), images.shape
    return torch.from_numpy((images - MEAN) / STD), torch.from_numpy(labels)


def accuracy(network, images, labels):
    network.eval()
    with torch.no_grad():
        hits = sum(int((network(x).argmax(1) == y).sum())
                   for x, y in zip(images.split(500), labels.split(500)))
    return hits / len(labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("train")
    parser.add_argument("test")
    parser.add_argument("out")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--rate", type=float, default=0.1)
    options = parser.parse_args()
    torch.manual_seed(0)
    images, labels = load(options.train)
    test_images, test_labels = load(options.test)
    network = ResNet(classes=int(labels.max()) + 1)
    print(f"{sum(p.numel() for p in network.parameters()):,} parameters, untrained "
          f"{accuracy(network, test_images, test_labels):.3f}")
    steps = options.epochs * (len(labels) // options.batch)
    sgd = torch.optim.SGD(network.parameters(), lr=options.rate, momentum=0.9, weight_decay=5e-4, nesterov=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(sgd, options.rate, total_steps=steps)
    for epoch in range(options.epochs):
        start, total = time.time(), 0.0
        network.train()
        order = torch.randperm(len(labels))
        for step in range(len(labels) // options.batch):
            chosen = order[step * options.batch:(step + 1) * options.batch]
            loss = F.cross_entropy(network(images[chosen]), labels[chosen])
            sgd.zero_grad()
            loss.backward()
            sgd.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(labels):.3f}, test "
              f"{accuracy(network, test_images, test_labels):.3f}, {time.time() - start:.0f} s", flush=True)
    network.eval()
    torch.onnx.export(network, test_images[:1], options.out, input_names=["images"], output_names=["scores"],
                      dynamic_axes={"images": {0: "batch"}, "scores": {0: "batch"}}, opset_version=13,
                      training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)
    print("wrote", options.out)


if __name__ == "__main__":
    main()
