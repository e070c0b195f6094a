"""Trains ResNet-20 (He et al. 2016, section 4.2, shortcuts without weights) on CIFAR-10 in Python.

The recipe of `stratigraph train --arch resnet20-cifar --method standard`, for comparing test accuracy by seed:
SGD 0.1, momentum 0.9, weight decay 1e-4, cosine to 0 by step, batch 128, crop with a padding of 4, flip.

    python3 pytorch_accuracy.py TRAIN.tar.gz TEST.tar.gz IMAGES EPOCHS SEED THREADS
"""

import io
import math
import sys
import tarfile

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.nn import functional as F

from cifar_resnet import resnet

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


def load(path):
    """Images [N, 3, 32, 32] in bytes, and the place of each one's folder in the alphabet."""
    images, names = [], []
    with tarfile.open(path) as tar:
        for member in tar:
            if member.isfile():
                image = Image.open(io.BytesIO(tar.extractfile(member).read())).convert("RGB")
                images.append(np.asarray(image).transpose(2, 0, 1))
                names.append(member.name.split("/")[-2])
    classes = sorted(set(names))
    return torch.from_numpy(np.stack(images)), torch.tensor([classes.index(name) for name in names])


def network():
    result = resnet(20)
    for module in result.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            nn.init.kaiming_normal_(module.weight)
    return result


def normalised(images):
    mean, std = (torch.tensor(v).view(1, 3, 1, 1) for v in (MEAN, STD))
    return (images.float() / 255 - mean) / std


def augmented(images):
    padded = F.pad(images, (4, 4, 4, 4))
    out = torch.empty_like(images)
    for i in range(len(images)):
        y, x = torch.randint(0, 9, (2,)).tolist()
        crop = padded[i, :, y:y + 32, x:x + 32]
        out[i] = crop.flip(2) if torch.rand(()) < 0.5 else crop
    return normalised(out)


def main():
    train, test, count, epochs, seed, threads = sys.argv[1:3] + [int(v) for v in sys.argv[3:7]]
    torch.set_num_threads(threads)
    torch.manual_seed(seed)
    images, labels = load(train)
    chosen = torch.randperm(len(labels))[:count]
    images, labels = images[chosen], labels[chosen]
    model = network()
    sgd = torch.optim.SGD(model.parameters(), lr=0.1, momentum=0.9, weight_decay=1e-4)
    batches = count // 128
    for epoch in range(epochs):
        model.train()
        order = torch.randperm(count)
        for step in range(batches):
            done = epoch + step / batches
            sgd.param_groups[0]["lr"] = 0.05 * (1 + math.cos(math.pi * done / epochs))
            batch = order[step * 128:(step + 1) * 128]
            loss = F.cross_entropy(model(augmented(images[batch])), labels[batch])
            sgd.zero_grad()
            loss.backward()
            sgd.step()
    model.eval()
    test_images, test_labels = load(test)
    with torch.no_grad():
        right = sum((model(normalised(x)).argmax(1) == y).sum().item()
                    for x, y in zip(test_images.split(500), test_labels.split(500)))
    print(f"seed {seed}: test accuracy {100 * right / len(test_labels):.2f} %", flush=True)


main()
