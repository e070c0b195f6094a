"""Prints reference-logits.csv: logits that the defining libraries compute from the weights of logits_formula.py.

Needs PyTorch, torchvision, timm, and resnet.py and vgg.py of github.com/chenyaofo/pytorch-cifar-models
as chenyaofo_resnet.py and chenyaofo_vgg.py. Made with PyTorch 1.13.1, torchvision 0.14.1, timm 1.0.29.
"""
import functools

import chenyaofo_resnet
import chenyaofo_vgg
import timm
import torchvision.models as tv

from logits_formula import CLASSES, show

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

show((name, variant, size, functools.partial(make, num_classes=CLASSES)) for name, variant, size, make in MODELS)
