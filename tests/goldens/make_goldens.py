#!/usr/bin/python3
"""Writes the golden files beside it: what PyTorch computes for small fixed inputs.

Run with Debian's python3-torch (1.13.1): /usr/bin/python3 tests/goldens/make_goldens.py
The inputs are drawn here, so that the files hold everything a test needs. README.md describes the format.
"""
import json
import math
import os
import pathlib

# The same kernels on every processor with AVX2, so that the files do not change in their last bits. Read when torch is loaded.
os.environ["ATEN_CPU_CAPABILITY"] = "avx2"
os.environ["OPENBLAS_CORETYPE"] = "Haswell"

import torch
import torch.nn.functional as F

HERE = pathlib.Path(__file__).parent


def tensor(value):
    """Shape and values; repr of a Python float reads back exactly, and every float32 is a float64."""
    kind = {torch.float32: "float32", torch.float64: "float64", torch.int64: "int32"}[value.dtype]
    return {"dtype": kind, "shape": list(value.shape), "values": value.detach().reshape(-1).tolist()}


def write(name, content):
    content = {"torch": torch.__version__, **content}
    # One line for each case keeps the files readable and their diffs small.
    lines = []
    for key, value in content.items():
        if isinstance(value, list):
            rows = ",\n".join("    " + json.dumps(row) for row in value)
            lines.append(f'  "{key}": [\n{rows}\n  ]')
        else:
            lines.append(f'  "{key}": {json.dumps(value)}')
    (HERE / f"{name}.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def case(name, function, inputs, constants=None):
    """Forward and gradients under a non-unit upstream, in both precisions, for the same (float32-representable) inputs."""
    result = {"name": name, "constants": {k: tensor(v) for k, v in (constants or {}).items()}}
    for kind in (torch.float32, torch.float64):
        leaves = {k: v.detach().clone().to(kind).requires_grad_() for k, v in inputs.items()}
        output = function(**leaves, **(constants or {}))
        generator = torch.Generator().manual_seed(99)
        upstream = torch.randn(output.shape, generator=generator).to(kind)
        output.backward(upstream)
        label = str(kind).split(".")[1]
        result[label] = {
            "output": tensor(output),
            "upstream": tensor(upstream),
            "gradients": {k: tensor(v.grad) for k, v in leaves.items()},
        }
    result["inputs"] = {k: tensor(v) for k, v in inputs.items()}
    return result


def activations():
    x = torch.cat([torch.linspace(-12, 12, 49), torch.tensor([1e-3, -1e-3, 0.1, -0.1, 30.0, -30.0, 87.0, -87.0])])
    functions = {
        "relu": F.relu,
        "gelu": F.gelu,
        "gelu_tanh": lambda input: F.gelu(input, approximate="tanh"),
        "silu": F.silu,
        "tanh": torch.tanh,
        "sigmoid": torch.sigmoid,
        "softplus": F.softplus,
    }
    write("activations", {"cases": [case(k, lambda input, f=f: f(input), {"input": x}) for k, f in functions.items()]})


def losses():
    cases = []
    for rows, classes in ((1, 1), (3, 5), (7, 17), (4, 10)):
        logits = torch.randn(rows, classes) * 4
        target = torch.randint(classes, (rows,))
        label = f"{rows}x{classes}"
        cases.append(case(f"softmax_{label}", lambda input: F.softmax(input, -1), {"input": logits}))
        cases.append(case(f"softmax_axis0_{label}", lambda input: F.softmax(input, 0), {"input": logits}))
        cases.append(case(f"log_softmax_{label}", lambda input: F.log_softmax(input, -1), {"input": logits}))
        cases.append(case(f"cross_entropy_{label}", lambda input, target: F.cross_entropy(input, target),
                          {"input": logits}, {"target": target}))
        cases.append(case(f"mse_loss_{label}", lambda input, target: F.mse_loss(input, target),
                          {"input": logits, "target": torch.randn(rows, classes)}))
    large = torch.tensor([[1000.0, 999.0, -1000.0], [-80.0, 80.0, 0.0]])
    cases.append(case("cross_entropy_large", lambda input, target: F.cross_entropy(input, target),
                      {"input": large}, {"target": torch.tensor([1, 0])}))
    write("losses", {"cases": cases})


def linear():
    cases = []
    for batch, inputs, outputs in ((1, 1, 1), (3, 5, 7), (2, 17, 3)):
        values = {"input": torch.randn(batch, inputs), "weight": torch.randn(outputs, inputs), "bias": torch.randn(outputs)}
        cases.append(case(f"linear_{batch}x{inputs}x{outputs}", F.linear, values))
        del values["bias"]
        cases.append(case(f"linear_no_bias_{batch}x{inputs}x{outputs}", F.linear, values))
    write("linear", {"cases": cases})


def norms():
    """Layer norm, root-mean-square norm (which torch 1.13 has not: written out), the feed-forward block and the embedding."""
    def rms_norm(input, weight):
        return input * torch.rsqrt(input.pow(2).mean(-1, keepdim=True) + 1e-5) * weight

    def feed_forward(input, **p):
        hidden = F.gelu(F.linear(input, p["up.weight"], p["up.bias"]))
        return F.linear(hidden, p["down.weight"], p["down.bias"])

    cases = []
    for lead, width in (((1,), 1), ((3,), 5), ((2, 3), 17)):
        label = "x".join(str(size) for size in (*lead, width))
        values = {"input": torch.randn(*lead, width) * 3 + 2, "weight": torch.randn(width), "bias": torch.randn(width)}
        cases.append(case(f"layer_norm_{label}", lambda input, weight, bias, w=width: F.layer_norm(input, (w,), weight, bias), values))
        del values["bias"]
        cases.append(case(f"layer_norm_no_bias_{label}", lambda input, weight, w=width: F.layer_norm(input, (w,), weight), values))
        cases.append(case(f"rms_norm_{label}", rms_norm, values))
        block = {"input": torch.randn(*lead, width), "up.weight": torch.randn(2 * width, width), "up.bias": torch.randn(2 * width),
                 "down.weight": torch.randn(width, 2 * width), "down.bias": torch.randn(width)}
        cases.append(case(f"feed_forward_{label}", feed_forward, block))
    ids = torch.tensor([[3, 0, 3], [6, 3, 1]])
    cases.append(case("embedding_7x5", lambda weight, ids: F.embedding(ids, weight), {"weight": torch.randn(7, 5)}, {"ids": ids}))
    write("norms", {"cases": cases})


def cross_entropy_options():
    """Ignored targets, smoothed labels, and targets of two dimensions (torch wants the classes second)."""
    cases = []
    for lead in ((6,), (2, 4)):
        label = "x".join(str(size) for size in lead)
        logits = torch.randn(*lead, 5) * 3
        target = torch.randint(5, lead)
        target.view(-1)[1] = -100
        def loss(input, target, **options):
            return F.cross_entropy(input.reshape(-1, 5), target.reshape(-1), **options)
        cases.append(case(f"cross_entropy_ignore_{label}", loss, {"input": logits}, {"target": target}))
        cases.append(case(f"cross_entropy_smooth_{label}", lambda input, target: loss(input, target, label_smoothing=0.1), {"input": logits}, {"target": target}))
        cases.append(case(f"cross_entropy_ignore2_{label}", lambda input, target: loss(input, target, ignore_index=2, label_smoothing=0.25), {"input": logits}, {"target": target.clamp(min=0)}))
    write("cross_entropy", {"cases": cases})


def attention():
    """torch's own multi-head attention, which wants time first and the three projections in one weight."""
    def run(input, memory=None, padding=None, **parameters):
        query = input.transpose(0, 1)
        key = query if memory is None else memory.transpose(0, 1)
        mask = torch.ones(len(query), len(key), dtype=torch.bool).triu(1) if memory is None else None
        names = ("query", "key", "value")
        biases = [parameters[f"{name}.bias"] for name in names] if "output.bias" in parameters else None
        mixed, _ = F.multi_head_attention_forward(
            query, key, key, 6, 2, torch.cat([parameters[f"{name}.weight"] for name in names]), None if biases is None else torch.cat(biases),
            None, None, False, 0.0, parameters["output.weight"], parameters.get("output.bias"), training=False,
            key_padding_mask=None if padding is None else padding != 0, attn_mask=mask)
        return mixed.transpose(0, 1)

    def parameters(bias):
        for name in ("query", "key", "value", "output"):
            yield f"{name}.weight", torch.randn(6, 6) / 6 ** 0.5
            if bias:
                yield f"{name}.bias", torch.randn(6)

    write("attention", {"cases": [
        case("attention_causal", run, {"input": torch.randn(2, 5, 6), **dict(parameters(True))}),
        case("attention_padded", run, {"input": torch.randn(2, 3, 6), "memory": torch.randn(2, 4, 6), **dict(parameters(False))},
             {"padding": torch.tensor([[0, 1, 0, 0], [1, 0, 0, 1]])}),
    ]})


def images():
    """Convolutions, pools and norms of images; batch norm in training with what it leaves in its running statistics."""
    cases = []
    for label, (batch, channels, height, width), filters, kernel, options in (
            ("plain", (2, 3, 6, 5), 4, 3, {}),
            ("padded", (2, 2, 5, 7), 3, 3, {"padding": 1}),
            ("strided", (1, 3, 7, 8), 2, 3, {"stride": 2, "padding": 2}),
            ("dilated", (2, 2, 7, 6), 3, 2, {"dilation": 3, "padding": 1}),
            ("grouped", (2, 4, 5, 5), 6, 3, {"groups": 2, "stride": 3, "padding": 1})):
        values = {"input": torch.randn(batch, channels, height, width), "weight": torch.randn(filters, channels // options.get("groups", 1), kernel, kernel),
                  "bias": torch.randn(filters)}
        cases.append(case(f"conv2d_{label}", lambda input, weight, bias, o=options: F.conv2d(input, weight, bias, **o), values))
    x = torch.randint(-2, 3, (2, 3, 7, 6)) / 2.0 # with ties
    for label, arguments in (("2", (2,)), ("3_2_1", (3, 2, 1)), ("2_1_1", (2, 1, 1))):
        cases.append(case(f"max_pool2d_{label}", lambda input, a=arguments: F.max_pool2d(input, *a), {"input": x}))
        cases.append(case(f"avg_pool2d_{label}", lambda input, a=arguments: F.avg_pool2d(input, *a), {"input": x}))
    cases.append(case("adaptive_avg_pool2d", lambda input: F.adaptive_avg_pool2d(input, 1), {"input": x}))
    cases.append(case("upsample_3", lambda input: F.interpolate(input, scale_factor=3, mode="nearest"), {"input": x}))
    image = {"input": torch.randn(3, 4, 2, 5) * 2 + 1, "weight": torch.randn(4), "bias": torch.randn(4)}
    cases.append(case("group_norm_2", lambda input, weight, bias: F.group_norm(input, 2, weight, bias), image))
    rows = {**image, "input": torch.randn(5, 4) * 2 + 1}
    for name, values in (("batch_norm2d", image), ("batch_norm1d", rows)):
        mean, variance = torch.randn(4), torch.rand(4) + 0.5
        statistics = {"running_mean": mean, "running_var": variance}
        after = {f"{key}_after": value.clone() for key, value in statistics.items()}
        F.batch_norm(values["input"], after["running_mean_after"], after["running_var_after"], training=True)
        def normalise(input, weight, bias, running_mean, running_var, training, **_):
            kind = input.dtype
            return F.batch_norm(input, running_mean.to(kind).clone(), running_var.to(kind).clone(), weight, bias, training=training)
        for training in (True, False):
            run = lambda t=training, **a: normalise(**a, training=t)
            cases.append(case(f"{name}_{'training' if training else 'evaluation'}", run, values, {**statistics, **after}))
    write("images", {"cases": cases})


def gpt():
    """A whole decoder with pre-norm blocks, dotted names as in src/Pico.Examples/Transformer/Gpt.cs: its loss and every gradient."""
    vocab, context, width, heads, depth = 7, 6, 4, 2, 2
    generator = torch.Generator().manual_seed(7)
    shapes = {"tokens.weight": (vocab, width), "positions.weight": (context, width)}
    for i in range(depth):
        for norm in ("norm1", "norm2"):
            shapes |= {f"blocks.{i}.{norm}.weight": (width,), f"blocks.{i}.{norm}.bias": (width,)}
        for name in ("query", "key", "value", "output"):
            shapes |= {f"blocks.{i}.attention.{name}.weight": (width, width), f"blocks.{i}.attention.{name}.bias": (width,)}
        shapes |= {f"blocks.{i}.feedForward.up.weight": (4 * width, width), f"blocks.{i}.feedForward.up.bias": (4 * width,),
                   f"blocks.{i}.feedForward.down.weight": (width, 4 * width), f"blocks.{i}.feedForward.down.bias": (width,)}
    shapes |= {"norm.weight": (width,), "norm.bias": (width,), "head.weight": (vocab, width)}
    parameters = {name: torch.randn(shape, generator=generator) * 0.6 for name, shape in shapes.items()}
    ids = torch.randint(vocab, (3, 5), generator=generator)
    target = torch.randint(vocab, (3, 5), generator=generator)

    def loss(ids, target, **p):
        def linear(path, x):
            return F.linear(x, p[f"{path}.weight"], p.get(f"{path}.bias"))

        def norm(path, x):
            return F.layer_norm(x, (width,), p[f"{path}.weight"], p[f"{path}.bias"])

        def split(x):
            return x.unflatten(-1, (heads, width // heads)).transpose(1, 2)

        time = ids.shape[1]
        x = F.embedding(ids, p["tokens.weight"]) + p["positions.weight"][:time]
        hidden = torch.ones(time, time, dtype=torch.bool).triu(1)
        for i in range(depth):
            y = norm(f"blocks.{i}.norm1", x)
            q, k, v = (split(linear(f"blocks.{i}.attention.{name}", y)) for name in ("query", "key", "value"))
            scores = (q @ k.transpose(-2, -1) / (width // heads) ** 0.5).masked_fill(hidden, float("-inf"))
            x = x + linear(f"blocks.{i}.attention.output", (scores.softmax(-1) @ v).transpose(1, 2).flatten(2))
            y = F.gelu(linear(f"blocks.{i}.feedForward.up", norm(f"blocks.{i}.norm2", x)))
            x = x + linear(f"blocks.{i}.feedForward.down", y)
        logits = linear("head", norm("norm", x))
        return F.cross_entropy(logits.reshape(-1, vocab), target.reshape(-1))

    write("gpt", {"cases": [case("gpt", loss, parameters, {"ids": ids, "target": target})]})


def initialization():
    """Statistics of nn.Linear's default: both weight and bias are uniform within 1 / sqrt(inputs)."""
    cases = []
    for inputs, outputs in ((784, 256), (256, 10), (5, 3000)):
        layer = torch.nn.Linear(inputs, outputs)
        row = {"name": f"linear_{inputs}x{outputs}", "inputs": inputs, "outputs": outputs, "bound": 1 / math.sqrt(inputs)}
        for name, value in layer.named_parameters():
            value = value.detach().double()
            row[name] = {"shape": list(value.shape), "min": value.min().item(), "max": value.max().item(),
                         "mean": value.mean().item(), "std": value.std(unbiased=False).item()}
        cases.append(row)
    write("initialization", {"cases": cases})


def optimizers():
    """Steps on loss = sum(curvature * (weight - goal)^2) / 2 from a fixed start, so gradient = curvature * (weight - goal)."""
    start = torch.tensor([1.0, -2.0, 0.5, 3.0, 0.0])
    goal = torch.tensor([0.0, 1.0, -0.5, 2.0, 0.25])
    curvature = torch.tensor([1.0, 0.1, 4.0, 0.01, 2.0])
    choices = {
        "sgd": (torch.optim.SGD, {"lr": 0.1}),
        "sgd_momentum": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9}),
        "sgd_momentum_decay": (torch.optim.SGD, {"lr": 0.05, "momentum": 0.9, "weight_decay": 0.01}),
        "sgd_decay": (torch.optim.SGD, {"lr": 0.1, "weight_decay": 0.1}),
        "adamw": (torch.optim.AdamW, {}),
        "adamw_fast": (torch.optim.AdamW, {"lr": 0.1, "weight_decay": 0.0}),
        "adamw_decay": (torch.optim.AdamW, {"lr": 0.05, "betas": (0.8, 0.95), "eps": 1e-6, "weight_decay": 0.1}),
    }
    cases = []
    for name, (make, settings) in choices.items():
        row = {"name": name}
        for kind in (torch.float32, torch.float64):
            weight = start.clone().to(kind).requires_grad_()
            optimizer = make([weight], **settings)
            steps = []
            for _ in range(12):
                optimizer.zero_grad()
                (curvature.to(kind) * (weight - goal.to(kind)) ** 2).sum().div(2).backward()
                gradient = weight.grad.tolist()
                optimizer.step()
                steps.append({"gradient": gradient, "weight": weight.tolist()})
            group = optimizer.param_groups[0]
            row["settings"] = {k: group[k] for k in ("lr", "momentum", "weight_decay", "betas", "eps") if k in group}
            row[str(kind).split(".")[1]] = steps
        cases.append(row)
    write("optimizers", {"start": tensor(start), "goal": tensor(goal), "curvature": tensor(curvature), "cases": cases})


if __name__ == "__main__":
    torch.manual_seed(20)
    torch.set_num_threads(1)
    activations()
    losses()
    linear()
    initialization()
    optimizers()
    norms()
    cross_entropy_options()
    attention()
    gpt()
    images()
