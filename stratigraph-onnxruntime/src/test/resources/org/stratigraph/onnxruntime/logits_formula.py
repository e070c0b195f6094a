"""Logits of networks whose weights are given by a formula, for reference-logits.py and paper-logits.py beside this.

Tensor number s (in the order of the names) has at place i the value u = 2 h / 2^32 - 1 with
h = (2654435761 (i + 1) + 40503 s) mod 2^32, scaled: weights of two axes or more by sqrt(6 / fan_in),
norm scales and variances to 1 + u / 2, all else by 0.2. The image is tensor 0, scaled by 2.
"""
import math

import numpy as np
import torch

CLASSES = 5


def uniform(count, number):
    index = np.arange(1, count + 1, dtype=np.uint64)
    h = (index * np.uint64(2654435761) + np.uint64(40503 * number)) & np.uint64(0xFFFFFFFF)
    return 2 * (h / 2.0**32) - 1


def fill(model):
    tensors = {n: t for n, t in model.state_dict().items() if not n.endswith("num_batches_tracked")}
    for number, name in enumerate(sorted(tensors), 1):
        tensor = tensors[name]
        u = uniform(tensor.numel(), number)
        if tensor.dim() > 1:
            u = u * math.sqrt(6 / (tensor.numel() // tensor.shape[0]))
        elif name.endswith("running_var") or name.endswith("weight"):
            u = 1 + u / 2
        else:
            u = 0.2 * u
        tensor.copy_(torch.from_numpy(u.astype(np.float32)).reshape(tensor.shape))


@torch.no_grad()
def show(models):
    """Prints a row a model, each given by architecture, variant, side of the image and a function that makes it."""
    print("architecture,variant,size,logits")
    for name, variant, size, make in models:
        model = make()
        fill(model)
        image = 2 * uniform(3 * size * size, 0).astype(np.float32).reshape(1, 3, size, size)
        logits = model.eval()(torch.from_numpy(image))[0]
        print(f"{name},{variant},{size},{' '.join('%.6g' % x for x in logits.tolist())}")
