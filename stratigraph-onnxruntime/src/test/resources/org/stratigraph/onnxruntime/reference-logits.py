"""Prints reference-logits.csv: logits that the defining libraries compute from weights given by a formula.

Needs PyTorch, torchvision, timm, and resnet.py and vgg.py of github.com/chenyaofo/pytorch-cifar-models
as chenyaofo_resnet.py and chenyaofo_vgg.py. Made with PyTorch 1.13.1, torchvision 0.14.1, timm 1.0.29.

Tensor number s (in the order of the names) has at place i the value u = 2 h / 2^32 - 1 with
h = (2654435761 (i + 1) + 40503 s) mod 2^32, scaled: weights of two axes or more by sqrt(6 / fan_in),
norm scales and variances to 1 + u / 2, all else by 0.2. The image is tensor 0, scaled by 2.
"""
import math

import chenyaofo_resnet
import chenyaofo_vgg
import numpy as np
import timm
import torch
import torchvision.models as tv

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


MODELS = [
    ("resnet18", 0, 64, tv.resnet18),
    ("resnet50", 0, 64, tv.resnet50),
    ("resnext50_32x4d", 0, 64, tv.resnext50_32x4d),
    ("resnet20-cifar", 3, 32, lambda num_classes: chenyaofo_resnet.CifarResNet(
        chenyaofo_resnet.BasicBlock, [3] * 3, num_classes)),
    ("vgg11_bn-cifar", 0, 32, lambda num_classes: chenyaofo_vgg.VGG(
        chenyaofo_vgg.make_layers(chenyaofo_vgg.cfgs["A"], True), num_classes)),
    ("alexnet", 0, 224, tv.alexnet),
    ("squeezenet1_0", 0, 63, tv.squeezenet1_0),
    ("squeezenet1_1", 0, 66, tv.squeezenet1_1),
    ("mobilenet_v1", 1, 64, lambda num_classes: timm.create_model("mobilenetv1_100", num_classes=num_classes)),
    ("mobilenet_v2", 0, 64, tv.mobilenet_v2),
    ("mobilenet_v2_050", 1, 64, lambda num_classes: timm.create_model("mobilenetv2_050", num_classes=num_classes)),
    ("densenet121", 0, 64, tv.densenet121),
]

print("architecture,variant,size,logits")
with torch.no_grad():
    for name, variant, size, make in MODELS:
        model = make(num_classes=CLASSES)
        fill(model)
        image = 2 * uniform(3 * size * size, 0).astype(np.float32).reshape(1, 3, size, size)
        logits = model.eval()(torch.from_numpy(image))[0]
        print(f"{name},{variant},{size},{' '.join('%.6g' % x for x in logits.tolist())}")
