"""The networks of He et al. 2016, section 4.2 (shortcuts without weights), for images of 32 x 32 pixels in PyTorch."""
from torch import nn
from torch.nn import functional as F


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


def resnet(depth):
    """With random weights; the depth is 6 n + 2, such as 20."""
    layers = [nn.Conv2d(3, 16, 3, 1, 1, bias=False), nn.BatchNorm2d(16), nn.ReLU()]
    inside = 16
    for stage, channels in enumerate((16, 32, 64)):
        for block in range((depth - 2) // 6):
            layers.append(Block(inside, channels, 2 if stage > 0 and block == 0 else 1))
            inside = channels
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 10))
