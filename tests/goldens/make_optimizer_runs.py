#!/usr/bin/python3
"""Writes optimizer_runs.json: where optimizers lead a small network (2-8-1, tanh, mean squared error) from fixed weights.

Cases of torch's optimizers come from torch itself (Debian's python3-torch, 1.13.1). Lion, Adafactor and Muon, which it lacks, are written out
here in numpy from their papers; so are the gradients they follow. Everything is float64. Run with --check to see how far a float32 run of
torch strays: that is what rounding alone does.

    /usr/bin/python3 tests/goldens/make_optimizer_runs.py
"""

import json
import os
import sys

os.environ.setdefault("ATEN_CPU_CAPABILITY", "avx2")
os.environ.setdefault("OPENBLAS_CORETYPE", "Haswell")

import numpy as np
import torch

STEPS, EVERY, BATCH, BATCHES = 1001, 100, 8, 4
PENALTY = 0.1  # of L-BFGS's loss, times the squared way from the start: so that there is one minimum, and a well-conditioned one
NAMES = ["0.weight", "0.bias", "2.weight", "2.bias"]
SHAPES = [(8, 2), (8,), (1, 8), (1,)]


def fixed():
    """Initial weights and a data set of four batches, representable in float32."""
    random = np.random.default_rng(20)
    weights = [random.uniform(-1, 1, shape) / np.sqrt(shape[-1]) for shape in SHAPES]
    x = random.uniform(-1, 1, (BATCH * BATCHES, 2))
    y = np.sin(3 * x[:, :1]) * x[:, 1:] + 0.1 * random.standard_normal((BATCH * BATCHES, 1))
    return [w.astype(np.float32).astype(np.float64) for w in weights], x.astype(np.float32).astype(np.float64), y.astype(np.float32).astype(np.float64)


def batch(step, full):
    return slice(None) if full else slice(step % BATCHES * BATCH, (step % BATCHES + 1) * BATCH)


def is_point(step, kind):
    """After every 100 steps and the last; L-BFGS has arrived by then, so its first steps are seen too."""
    return (step + 1) % EVERY == 0 or step + 1 == STEPS or (kind == "LBFGS" and step + 1 in (1, 2, 3, 5, 8, 12))


def numbers(weights):
    return [float("%.9g" % value) for weight in weights for value in np.asarray(weight).reshape(-1)]


# ---- torch's own ----

TORCH = {
    "sgd": ("SGD", {"lr": 0.1}),
    "sgd_momentum": ("SGD", {"lr": 0.02, "momentum": 0.9}),
    "sgd_dampening": ("SGD", {"lr": 0.1, "momentum": 0.9, "dampening": 0.5, "weight_decay": 1e-3}),
    "sgd_nesterov": ("SGD", {"lr": 0.02, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-3}),
    "adam": ("Adam", {"lr": 1e-3}),
    "adam_decay": ("Adam", {"lr": 3e-3, "betas": (0.8, 0.99), "eps": 1e-6, "weight_decay": 1e-2}),
    "adamw": ("AdamW", {"lr": 1e-3}),
    "adamw_decay": ("AdamW", {"lr": 3e-3, "weight_decay": 0.1}),
    "adam_amsgrad": ("Adam", {"lr": 3e-3, "amsgrad": True}),
    "adamw_amsgrad": ("AdamW", {"lr": 3e-3, "amsgrad": True, "weight_decay": 0.05}),
    "adagrad": ("Adagrad", {"lr": 0.02}),
    "adagrad_decay": ("Adagrad", {"lr": 0.05, "lr_decay": 1e-3, "weight_decay": 1e-2, "initial_accumulator_value": 0.1}),
    "rmsprop": ("RMSprop", {"lr": 1e-3}),
    "rmsprop_centered": ("RMSprop", {"lr": 1e-3, "alpha": 0.95, "eps": 1e-4, "centered": True}),
    "rmsprop_momentum": ("RMSprop", {"lr": 5e-4, "momentum": 0.8, "weight_decay": 1e-2}),
    "rmsprop_centered_momentum": ("RMSprop", {"lr": 3e-4, "eps": 1e-3, "momentum": 0.9, "centered": True}),
    # One evaluation a step, as torch's inner loop makes them; and with the search along the line.
    "lbfgs": ("LBFGS", {"lr": 0.3, "max_iter": 1, "history_size": 10, "tolerance_grad": 1e-7, "tolerance_change": 0}),
    "lbfgs_short": ("LBFGS", {"lr": 0.5, "max_iter": 1, "history_size": 3, "tolerance_grad": 1e-7, "tolerance_change": 0}),
    "lbfgs_strong_wolfe": ("LBFGS", {"lr": 1, "max_iter": 1, "history_size": 5, "tolerance_grad": 1e-7, "tolerance_change": 1e-9, "line_search_fn": "strong_wolfe"}),
}


def torch_run(kind, settings, dtype):
    weights, x, y = fixed()
    x, y = torch.tensor(x, dtype=dtype), torch.tensor(y, dtype=dtype)
    parameters = [torch.tensor(w, dtype=dtype, requires_grad=True) for w in weights]
    optimizer = getattr(torch.optim, kind)(parameters, **settings)
    points = []
    for step in range(STEPS):
        part = batch(step, kind == "LBFGS")

        def loss():
            optimizer.zero_grad()
            w1, b1, w2, b2 = parameters
            value = torch.nn.functional.mse_loss(torch.tanh(x[part] @ w1.T + b1) @ w2.T + b2, y[part])
            if kind == "LBFGS":
                value = value + PENALTY * sum(((p - torch.tensor(w, dtype=dtype)) ** 2).sum() for p, w in zip(parameters, weights))
            value.backward()
            return value

        if kind == "LBFGS":
            optimizer.step(loss)
        else:
            loss()
            optimizer.step()
        if is_point(step, kind):
            points.append({"step": step + 1, "weights": numbers([p.detach().numpy() for p in parameters])})
    return points, {k: v for k, v in optimizer.param_groups[0].items() if k not in ("params", "foreach", "capturable", "differentiable", "maximize", "fused")}


# ---- from the papers ----


def gradients(weights, x, y):
    w1, b1, w2, b2 = weights
    hidden = np.tanh(x @ w1.T + b1)
    delta = 2 * (hidden @ w2.T + b2 - y) / y.size
    inner = (delta @ w2) * (1 - hidden**2)
    return [inner.T @ x, inner.sum(0), delta.T @ hidden, delta.sum(0)]


def lion(s):
    """Chen et al. 2023, arXiv:2302.06675, algorithm 2."""
    b1, b2 = s["betas"]

    def update(w, g, state, t):
        m = state.get("m", np.zeros_like(w))
        direction = np.sign(b1 * m + (1 - b1) * g)
        state["m"] = b2 * m + (1 - b2) * g
        return w - s["lr"] * (direction + s["weight_decay"] * w)

    return update


def adafactor(s):
    """Shazeer and Stern 2018, arXiv:1804.04235, algorithms 4 to 6, without momentum; epsilons where torch.optim.Adafactor (2.5) has them."""

    def rms(a):
        return np.sqrt(np.mean(a * a))

    def update(w, g, state, t):
        gain = t ** s["beta2_decay"]
        alpha = max(s["eps2"], rms(w)) * min(s["lr"], 1 / np.sqrt(t))
        w = w * (1 - s["lr"] * s["weight_decay"])
        if w.ndim == 2:
            row, column = np.mean(g * g, 1), np.mean(g * g, 0)
            state["r"] = (1 - gain) * state.get("r", np.zeros_like(row)) + gain * row
            state["c"] = (1 - gain) * state.get("c", np.zeros_like(column)) + gain * column
            v = np.outer(state["r"], state["c"]) / max(np.mean(state["r"]), s["eps1"])
        else:
            state["v"] = (1 - gain) * state.get("v", np.zeros_like(w)) + gain * g * g
            v = state["v"]
        u = g / np.sqrt(np.maximum(v, s["eps1"] ** 2))
        return w - alpha / max(1, rms(u) / s["d"]) * u

    return update


def adamw(lr, betas, eps, weight_decay):
    def update(w, g, state, t):
        b1, b2 = betas
        state["m"] = b1 * state.get("m", np.zeros_like(w)) + (1 - b1) * g
        state["v"] = b2 * state.get("v", np.zeros_like(w)) + (1 - b2) * g * g
        w = w * (1 - lr * weight_decay)
        return w - lr * state["m"] / (1 - b1**t) / (np.sqrt(state["v"] / (1 - b2**t)) + eps)

    return update


def muon(s):
    """Jordan et al. 2024, https://kellerjordan.github.io/posts/muon/, with the scale of torch.optim.Muon (2.9): sqrt(max(1, rows / columns))."""
    rest = adamw(s["adam_lr"], (0.9, 0.999), 1e-8, 0)

    def orthogonalize(g):
        a, b, c = 3.4445, -4.7750, 2.0315
        x = g.T if g.shape[0] > g.shape[1] else g
        x = x / max(np.linalg.norm(x), 1e-7)
        for _ in range(5):
            p = x @ x.T
            x = a * x + (b * p + c * p @ p) @ x
        return x.T if g.shape[0] > g.shape[1] else x

    def update(w, g, state, t):
        if w.ndim != 2:
            return rest(w, g, state, t)
        m = state["m"] = s["momentum"] * state.get("m", np.zeros_like(w)) + (1 - s["momentum"]) * g
        u = orthogonalize((1 - s["momentum"]) * g + s["momentum"] * m if s["nesterov"] else m)
        w = w * (1 - s["lr"] * s["weight_decay"])
        return w - s["lr"] * np.sqrt(max(1, w.shape[0] / w.shape[1])) * u

    return update


PAPERS = {
    # Where a direction is within rounding of zero, float32 and float64 part by two steps: here none comes nearer than 9e-7.
    "lion": ("Lion", lion, {"lr": 3e-4, "betas": (0.9, 0.99), "weight_decay": 0.0}),
    "lion_decay": ("Lion", lion, {"lr": 1e-4, "betas": (0.95, 0.98), "weight_decay": 0.5}),
    "adafactor": ("Adafactor", adafactor, {"lr": 1e-2, "beta2_decay": -0.8, "eps1": 2.0**-23, "eps2": 1e-3, "d": 1.0, "weight_decay": 0.0}),
    "adafactor_decay": ("Adafactor", adafactor, {"lr": 2e-2, "beta2_decay": -0.6, "eps1": 1e-6, "eps2": 1e-2, "d": 0.8, "weight_decay": 0.05}),
    "muon": ("Muon", muon, {"lr": 2e-3, "momentum": 0.95, "nesterov": True, "weight_decay": 0.1, "adam_lr": 1e-3}),
    "muon_plain": ("Muon", muon, {"lr": 1e-3, "momentum": 0.9, "nesterov": False, "weight_decay": 0.0, "adam_lr": 3e-3}),
}


def paper_run(make, settings):
    weights, x, y = fixed()
    update, states, points = make(settings), [{} for _ in weights], []
    for step in range(STEPS):
        part = batch(step, False)
        slopes = gradients(weights, x[part], y[part])
        weights = [update(w, g, state, step + 1) for w, g, state in zip(weights, slopes, states)]
        if is_point(step, None):
            points.append({"step": step + 1, "weights": numbers(weights)})
    return points


def moved(points):
    return np.abs(np.array(points[-1]["weights"]) - numbers(fixed()[0])).max()


def schedules():
    """torch's learning rates, step by step."""
    makers = {
        "one_cycle": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.1, total_steps=50),
        "one_cycle_early": lambda o: torch.optim.lr_scheduler.OneCycleLR(o, max_lr=0.02, total_steps=40, pct_start=0.1, div_factor=10, final_div_factor=100),
        "linear": lambda o: torch.optim.lr_scheduler.LinearLR(o, start_factor=1.0, end_factor=0.1, total_iters=40),
    }
    rates = {}
    for name, make in makers.items():
        optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
        schedule, rates[name] = make(optimizer), []
        for _ in range(40 if name == "one_cycle_early" else 50):
            rates[name].append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            if len(rates[name]) < (40 if name == "one_cycle_early" else 50):
                schedule.step()
    return rates


def main():
    check = "--check" in sys.argv
    cases = []
    for name, (kind, settings) in TORCH.items():
        points, full = torch_run(kind, settings, torch.float64)
        cases.append({"name": name, "optimizer": kind, "settings": full, "points": points})
        if check:
            other, _ = torch_run(kind, settings, torch.float32)
            stray = max(np.abs(np.array(a["weights"]) - np.array(b["weights"])).max() for a, b in zip(points, other))
            print(f"{name:28} {stray:.1e}  moved {moved(points):.2f}")
    for name, (kind, make, settings) in PAPERS.items():
        cases.append({"name": name, "optimizer": kind, "settings": settings, "points": paper_run(make, settings)})
        if check:
            print(f"{name:28} moved {moved(cases[-1]['points']):.2f}")
    weights, x, y = fixed()
    flat = lambda a: [float(v) for v in np.asarray(a).reshape(-1)]
    record = {"steps": STEPS, "batch": BATCH, "penalty": PENALTY, "start": [v for w in weights for v in flat(w)], "x": flat(x), "y": flat(y), "schedules": schedules(), "cases": cases}
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "optimizer_runs.json")
    with open(path, "w", encoding="utf-8") as file:
        rows = ",\n".join(json.dumps(case) for case in cases)
        head = json.dumps({k: v for k, v in record.items() if k != "cases"})
        file.write(head[:-1] + ', "cases": [\n' + rows + "\n]}\n")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
