#!/usr/bin/env python3
"""Steps of PyTorch's optimisers on a small problem, for UpdateRulesTest.

    python3 tools/training-reference/optimisers.py \
        > stratigraph-pytorch/src/test/resources/org/stratigraph/pytorch/optimisers.csv

Five weights start at 1, -2, 0.5, 3, -0.25; the gradient of weight i is (i + 1) * w - cos(step). Lines: optimiser, step,
weights. RAdam with decay has no counterpart in PyTorch: it is written out here after TensorFlow Addons'
rectified_adam.py (_resource_apply_dense), in double precision. Lookahead is written out after Zhang et al. 2019,
algorithm 1. Needs PyTorch 1.13 or later and NumPy.
"""
import math

import numpy as np
import torch

START = [1, -2, 0.5, 3, -0.25]
STEPS = 12


def gradient(w, step):
    return torch.arange(1, 6, dtype=w.dtype) * w - math.cos(step)


def show(name, step, weights):
    print(name, step, *(f"{v:.9g}" for v in weights), sep=",")


def run(name, make):
    w = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimiser = make([w])
    for step in range(1, STEPS + 1):
        w.grad = gradient(w.detach(), step)
        optimiser.step()
        show(name, step, w.tolist())


def run_radam(name, lr, beta1, beta2, epsilon, decay):
    w = np.array(START, dtype=np.float64)
    m, v = np.zeros(5), np.zeros(5)
    for t in range(1, STEPS + 1):
        g = np.arange(1, 6) * w - math.cos(t)
        sma_inf = 2 / (1 - beta2) - 1
        sma_t = sma_inf - 2 * t * beta2**t / (1 - beta2**t)
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        m_corr = m / (1 - beta1**t)
        v_corr = np.sqrt(v / (1 - beta2**t))
        if sma_t >= 5:
            r_t = math.sqrt((sma_t - 4) / (sma_inf - 4) * (sma_t - 2) / (sma_inf - 2) * sma_inf / sma_t)
            update = r_t * m_corr / (v_corr + epsilon)
        else:
            update = m_corr
        w = w - lr * (update + decay * w)
        show(name, t, w)


def run_lookahead(name, k, alpha, make):
    slow = torch.tensor(START, dtype=torch.float64)
    w = slow.clone().requires_grad_()
    optimiser = make([w])
    for step in range(1, STEPS + 1):
        w.grad = gradient(w.detach(), step)
        optimiser.step()
        if step % k == 0:
            slow = slow + alpha * (w.detach() - slow)
            w.data.copy_(slow)
        show(name, step, w.tolist())


print(f"# PyTorch {torch.__version__}")
run("sgd", lambda w: torch.optim.SGD(w, lr=0.05))
run("momentum", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9, weight_decay=0.01))
run("nesterov", lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.8, weight_decay=0.01, nesterov=True))
run("adam", lambda w: torch.optim.Adam(w, lr=0.1, betas=(0.9, 0.99), eps=1e-3, weight_decay=0.1))
run("adamw", lambda w: torch.optim.AdamW(w, lr=0.1, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1))
run("radam without decay", lambda w: torch.optim.RAdam(w, lr=0.1, betas=(0.9, 0.9), eps=1e-12))
run_radam("radam", 0.1, 0.9, 0.99, 1e-3, 0.1)
run_lookahead("lookahead", 3, 0.4, lambda w: torch.optim.SGD(w, lr=0.05, momentum=0.9, weight_decay=0.01))
