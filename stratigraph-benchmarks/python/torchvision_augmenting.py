"""Images changed and normalised per second by torchvision on one thread: torchvision_augmenting.py AUGMENTATION.

AUGMENTATION is crop=4,flip or randaugment=2/9; the images are 2,000 of 32x32 random levels, decoded already. Prints the
best of five passes, by the clock.
"""
import sys
import time

import numpy as np
import torch
from PIL import Image
from torchvision import transforms as T

torch.set_num_threads(1)
STEPS = {
    "crop=4,flip": [T.RandomCrop(32, 4), T.RandomHorizontalFlip()],
    "randaugment=2/9": [T.RandAugment(2, 9)],
}
change = T.Compose(STEPS[sys.argv[1]] + [T.ToTensor(), T.Normalize([0.5] * 3, [0.25] * 3)])
levels = np.random.default_rng(0).integers(0, 256, (2000, 32, 32, 3), dtype=np.uint8)
images = [Image.fromarray(image) for image in levels]
best = 0
for _ in range(5):
    before = time.perf_counter()
    for start in range(0, len(images) - 127, 128):
        torch.stack([change(image) for image in images[start:start + 128]])
    best = max(best, (len(images) // 128) * 128 / (time.perf_counter() - before))
print("%.0f" % best)
