"""Training steps of ResNet-20 on images of 32 x 32 pixels in PyTorch.

    python3 pytorch_training.py STEPS THREADS [channels-last]

Batches of 128 images of noise, SGD with momentum 0.9 and weight decay. Prints the images a second of the best of six
rounds of STEPS steps.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH = 128


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


def resnet20():
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inside = 16
    for stage, channels in enumerate((16, 32, 64)):
        for block in range(3):
            layers.append(Block(inside, channels, 2 if stage > 0 and block == 0 else 1))
            inside = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))


def main():
    torch.manual_seed(0)
    steps = int(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    layout = torch.channels_last if "channels-last" in sys.argv else torch.contiguous_format
    network = resnet20().to(memory_format=layout)
    optimiser = torch.optim.SGD(network.parameters(), 0.1, momentum=0.9, weight_decay=1e-4)
    images = torch.randn(BATCH, 3, 32, 32).to(memory_format=layout)
    labels = torch.randint(10, (BATCH,))
    best = 0
    for _ in range(6):
        start = time.monotonic()
        for _ in range(steps):
            optimiser.zero_grad()
            loss = F.cross_entropy(network(images), labels)
            loss.backward()
            optimiser.step()
            loss.item()
        best = max(best, steps * BATCH / (time.monotonic() - start))
    print("%.1f" % best)


if __name__ == "__main__":
    main()
