"""Training steps of ResNet-20 on images of 32 x 32 pixels in PyTorch.

    python3 pytorch_training.py STEPS THREADS [channels-last]

Batches of 128 images of noise, SGD with momentum 0.9 and weight decay. Prints the images a second of the best of six
rounds of STEPS steps.
"""
import sys
import time

import torch
from torch.nn import functional as F

from cifar_resnet import resnet

BATCH = 128


def main():
    torch.manual_seed(0)
    steps = int(sys.argv[1])
    torch.set_num_threads(int(sys.argv[2]))
    layout = torch.channels_last if "channels-last" in sys.argv else torch.contiguous_format
    network = resnet(20).to(memory_format=layout)
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


main()
