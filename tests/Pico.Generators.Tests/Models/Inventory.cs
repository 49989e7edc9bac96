using System.Reflection;
using Pico.Layers;
using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// What a body may call, from the runtime's own metadata, and for each at least one expression that calls it. The expressions
/// stand in one model, each in a loss of its own that gives it an upstream gradient other than one.
/// </summary>
internal static class Inventory
{
    // V(..) depends on a parameter, so that a gradient goes through; P(..) is positive; t and places are tables, m is a matrix.
    private static readonly (string Callable, string Expression)[] Expressions =
    [
        ("Tensor.op_Addition(Tensor, Tensor)", "V(x) + w"),
        ("Tensor.op_Subtraction(Tensor, Tensor)", "w - V(x)"),
        ("Tensor.op_Multiply(Tensor, Tensor)", "V(x) * w.Reshape(5, 1).Sum()"),
        ("Tensor.op_Division(Tensor, Tensor)", "V(x) / P(w)"),
        ("Tensor.op_UnaryNegation(Tensor)", "-V(x)"),
        ("Tensor.op_Addition(Tensor, Single)", "V(x) + 0.5f"),
        ("Tensor.op_Addition(Single, Tensor)", "0.5f + V(x)"),
        ("Tensor.op_Subtraction(Tensor, Single)", "V(x) - 0.5f"),
        ("Tensor.op_Subtraction(Single, Tensor)", "0.5f - V(x)"),
        ("Tensor.op_Multiply(Tensor, Single)", "V(x) * 0.5f"),
        ("Tensor.op_Multiply(Single, Tensor)", "0.5f * V(x)"),
        ("Tensor.op_Division(Tensor, Single)", "V(x) / 0.3f"),
        ("Tensor.op_Division(Single, Tensor)", "0.5f / P(V(x))"),
        ("Tensor.Unflatten(Int32, ReadOnlySpan`1)", "V(x).Unflatten(-1, 1, 5)"),
        ("Tensor.Flatten(Int32, Int32)", "V(x).Flatten(0, 1)"),
        ("Tensor.Map(Func`2)", "V(x).Map(MathF.Sin)"),
        ("Tensor.Map(Func`3, Tensor)", "V(x).Map(MathF.Atan2, P(y))"),
        ("Tensor.Sum(Int32, Boolean)", "V(x).Sum(1, keepDim: true)"),
        ("Tensor.Sum(Int32, Boolean)", "V(x).Sum(-1)"),
        ("Tensor.Sum(ReadOnlySpan`1, Boolean)", "V(x).Sum([0, 2])"),
        ("Tensor.Sum()", "V(x).Sum()"),
        ("Tensor.Mean(Int32, Boolean)", "V(x).Mean(0)"),
        ("Tensor.Mean(ReadOnlySpan`1, Boolean)", "V(x).Mean([1, 2], keepDim: true)"),
        ("Tensor.Mean()", "V(x).Mean()"),
        ("Tensor.Max(Int32, Boolean)", "V(x).Max(1)"),
        ("Tensor.Max(Int32, Boolean)", "V(x).Max(-1, keepDim: true)"),
        ("Tensor.Max(ReadOnlySpan`1, Boolean)", "V(x).Max([0, 2])"),
        ("Tensor.Max()", "V(x).Max()"),
        ("Tensor.MatMul(Tensor)", "V(x).MatMul(m)"),
        ("Tensor.MatMul(Tensor)", "V(x).MatMul(V(y).Transpose())"),
        ("Tensor.Transpose(Int32, Int32)", "V(x).Transpose(0, 2)"),
        ("Tensor.Transpose()", "V(x).Transpose()"),
        ("Tensor.Permute(ReadOnlySpan`1)", "V(x).Permute(2, 0, 1)"),
        ("Tensor.Expand(ReadOnlySpan`1)", "w.Reshape(5, 1).Expand(3, -1, 4)"),
        ("Tensor.Reshape(ReadOnlySpan`1)", "V(x).Reshape(-1, 5)"),
        ("Tensor.Slice(Int32, Int32, Int32)", "V(x).Slice(2, 1, 3)"),
        ("Tensor.Slice(Int32, Int32, Int32)", "V(x).Slice(1, x.Shape[1] - 1, 1)"),
        ("Tensor.Pick(Tensor)", "V(x).Pick(ids)"),
        ("Tensor.Detach()", "V(x).Detach() * w"),
        ("Functional.ScaledDotProductAttention(Tensor, Tensor, Tensor, Boolean, Tensor)", "ScaledDotProductAttention(V(x), V(y), V(y) * 2f, causal: true)"),
        ("Functional.ScaledDotProductAttention(Tensor, Tensor, Tensor, Boolean, Tensor)", "ScaledDotProductAttention(V(x), V(y), V(x), false, ids)"),
        ("Functional.Conv2d(Tensor, Tensor, Int32, Int32, Int32, Int32)", "Functional.Conv2d(Image(x), k, padding: 1)"),
        ("Functional.Conv2d(Tensor, Tensor, Tensor, Int32, Int32, Int32, Int32)", "Functional.Conv2d(Functional.Conv2d(Image(x), k, kb, 2, 1), m4, 1, 1, 2, 2)"),
        ("Functional.MaxPool2d(Tensor, Int32, Int32, Int32)", "Functional.MaxPool2d(Image(x), 3, 2, 1)"),
        ("Functional.AvgPool2d(Tensor, Int32, Int32, Int32)", "Functional.AvgPool2d(Image(x), 3, 1, 1)"),
        ("Functional.AtLeast(Int32, Int32)", "V(x) * AtLeast(x.Shape[0], 1)"),
        ("Tensor.Update(Tensor)", "Tracked(V(x))"),
        ("Functional.Where(Tensor, Tensor, Tensor)", "Where(Less(x, y), V(x), V(y))"),
        ("Functional.Where(Tensor, Tensor, Single)", "Where(Less(x, y), V(x), 0.5f)"),
        ("Functional.Where(Tensor, Single, Tensor)", "Where(Less(x, y), 0.5f, V(x))"),
        ("Functional.Concat(Tensor, Tensor, Int32)", "Concat(V(x), y * 2f, 1)"),
        ("Functional.Concat(Tensor, Tensor, Int32)", "Concat(V(x), V(y), -1)"),
        ("Functional.FullLike(Tensor, Single)", "FullLike(x, 0.5f) * w"),
        ("Functional.Equal(Tensor, Tensor)", "If(Equal(ids, Positions(ids)), V(x))"),
        ("Functional.Equal(Tensor, Int32)", "If(Equal(ids, 1), V(x))"),
        ("Functional.NotEqual(Tensor, Tensor)", "If(NotEqual(ids, Positions(ids)), V(x))"),
        ("Functional.NotEqual(Tensor, Int32)", "If(NotEqual(ids, 1), V(x))"),
        ("Functional.Less(Tensor, Tensor)", "If(Less(ids, Positions(ids)), V(x))"),
        ("Functional.Less(Tensor, Int32)", "If(Less(ids, 1), V(x))"),
        ("Functional.LessEqual(Tensor, Tensor)", "If(LessEqual(ids, Positions(ids)), V(x))"),
        ("Functional.LessEqual(Tensor, Int32)", "If(LessEqual(ids, 1), V(x))"),
        ("Functional.Greater(Tensor, Tensor)", "If(Greater(ids, Positions(ids)), V(x))"),
        ("Functional.Greater(Tensor, Int32)", "If(Greater(ids, 1), V(x))"),
        ("Functional.GreaterEqual(Tensor, Tensor)", "If(GreaterEqual(ids, Positions(ids)), V(x))"),
        ("Functional.GreaterEqual(Tensor, Int32)", "If(GreaterEqual(ids, 1), V(x))"),
        ("Functional.Embedding(Tensor, Tensor)", "Functional.Embedding(ids, t) * V(x)"),
        ("Functional.Positions(Tensor)", "Functional.Embedding(Positions(ids), places) + V(x)"),
        ("Functional.Repeat(Int32, Func`1, String)", "Repeated(V(x))"),
        ("Functional.Softmax(Tensor, Int32)", "Softmax(V(x) * 3f)"),
        ("Functional.Softmax(Tensor, Int32)", "Softmax(V(x) * 3f, 1)"),
        ("Functional.LogSoftmax(Tensor, Int32)", "LogSoftmax(V(x) * 3f)"),
        ("Functional.LogSoftmax(Tensor, Int32)", "LogSoftmax(V(x) * 3f, 0)"),
        ("Functional.CrossEntropy(Tensor, Tensor, Int32, Single)", "CrossEntropy(V(x) * 3f, ids)"),
        ("Functional.CrossEntropy(Tensor, Tensor, Int32, Single)", "CrossEntropy(V(x) * 3f, ids, 1, 0.2f)"),
        ("Functional.MSELoss(Tensor, Tensor)", "MSELoss(V(x), V(y))"),
        ("Functional.RMSNorm(Tensor, Single)", "RMSNorm(V(x))"),
        ("Functional.RMSNorm(Tensor, Single)", "RMSNorm(V(x), 0.1f)"),
        ("Functional.Dropout(Tensor, Single)", "Dropout(V(x), 0.3f)"),
        ("Functional.Relu(Single)", "V(x).Map(Functional.Relu)"),
        ("Functional.Gelu(Single)", "(V(x) * 3f).Map(Functional.Gelu)"),
        ("Functional.GeluTanh(Single)", "(V(x) * 3f).Map(Functional.GeluTanh)"),
        ("Functional.Silu(Single)", "(V(x) * 3f).Map(Functional.Silu)"),
        ("Functional.Sigmoid(Single)", "(V(x) * 3f).Map(Functional.Sigmoid)"),
        ("Functional.Tanh(Single)", "(V(x) * 3f).Map(Functional.Tanh)"),
        ("Functional.Softplus(Single)", "(V(x) * 30f).Map(Functional.Softplus)"),
        ("Functional.Exp(Single)", "V(x).Map(Functional.Exp)"),
        ("Functional.Log(Single)", "P(V(x)).Map(Functional.Log)"),
        ("Functional.Sqrt(Single)", "P(V(x)).Map(Functional.Sqrt)"),
        ("Functional.Rsqrt(Single)", "P(V(x)).Map(Functional.Rsqrt)"),
        ("Functional.Abs(Single)", "V(x).Map(Functional.Abs)"),
        ("Functional.Square(Single)", "V(x).Map(Functional.Square)"),
        ("Functional.Relu(Tensor)", "Functional.Relu(V(x))"),
        ("Functional.Gelu(Tensor)", "Functional.Gelu(V(x))"),
        ("Functional.GeluTanh(Tensor)", "Functional.GeluTanh(V(x))"),
        ("Functional.Silu(Tensor)", "Functional.Silu(V(x))"),
        ("Functional.Sigmoid(Tensor)", "Functional.Sigmoid(V(x))"),
        ("Functional.Tanh(Tensor)", "Functional.Tanh(V(x))"),
        ("Functional.Softplus(Tensor)", "Functional.Softplus(V(x))"),
        ("Functional.Exp(Tensor)", "Functional.Exp(V(x))"),
        ("Functional.Log(Tensor)", "Functional.Log(P(V(x)))"),
        ("Functional.Sqrt(Tensor)", "Functional.Sqrt(P(V(x)))"),
        ("Functional.Rsqrt(Tensor)", "Functional.Rsqrt(P(V(x)))"),
        ("Functional.Abs(Tensor)", "Functional.Abs(V(x))"),
        ("Functional.Square(Tensor)", "Functional.Square(V(x))"),
        ("Linear.Forward(Tensor)", "linear.Forward(V(x))"),
        ("Linear.Forward(Tensor)", "bare.Forward(V(x))"),
        ("Embedding.Forward(Tensor)", "embedding.Forward(ids) * V(x)"),
        ("LayerNorm.Forward(Tensor)", "layerNorm.Forward(V(x))"),
        ("LayerNorm.Forward(Tensor)", "bareNorm.Forward(V(x))"),
        ("RMSNorm.Forward(Tensor)", "rmsNorm.Forward(V(x))"),
        ("FeedForward.Forward(Tensor)", "feedForward.Forward(V(x))"),
        ("MultiHeadAttention.Forward(Tensor)", "causal.Forward(widen.Forward(x))"),
        ("MultiHeadAttention.Forward(Tensor)", "attention.Forward(widen.Forward(x))"),
        ("MultiHeadAttention.Forward(Tensor, Tensor)", "attention.Forward(widen.Forward(x), widen.Forward(y))"),
        ("MultiHeadAttention.Forward(Tensor, Tensor, Tensor)", "attention.Forward(widen.Forward(x), widen.Forward(y), ids)"),
        ("Conv2d.Forward(Tensor)", "conv2d.Forward(Image(x))"),
        ("Conv2d.Forward(Tensor)", "grouped.Forward(conv2d.Forward(Image(x)))"),
        ("MaxPool2d.Forward(Tensor)", "maxPool2d.Forward(relu.Forward(conv2d.Forward(Image(x))))"),
        ("AvgPool2d.Forward(Tensor)", "avgPool2d.Forward(conv2d.Forward(Image(x)))"),
        ("AdaptiveAvgPool2d.Forward(Tensor)", "adaptive.Forward(conv2d.Forward(Image(x)))"),
        ("BatchNorm2d.Forward(Tensor)", "batchNorm2d.Forward(conv2d.Forward(Image(x)))"),
        ("BatchNorm1d.Forward(Tensor)", "batchNorm1d.Forward(V(x).Reshape(-1, 1))"),
        ("GroupNorm.Forward(Tensor)", "groupNorm.Forward(conv2d.Forward(Image(x)))"),
        ("Upsample.Forward(Tensor)", "upsample.Forward(conv2d.Forward(Image(x)))"),
        ("Flatten.Forward(Tensor)", "flatten.Forward(conv2d.Forward(Image(x)))"),
        ("Dropout.Forward(Tensor)", "dropout.Forward(V(x))"),
        ("CrossEntropy.Forward(Tensor, Tensor)", "crossEntropy.Forward(V(x), ids)"),
        ("MSELoss.Forward(Tensor, Tensor)", "mseLoss.Forward(V(x), y)"),
        ("Gelu.Forward(Tensor)", "gelu.Forward(V(x))"),
        ("Gelu.Forward(Tensor)", "geluOfTanh.Forward(V(x))"),
        ("GeluTanh.Forward(Tensor)", "geluTanh.Forward(V(x))"),
        ("Relu.Forward(Tensor)", "relu.Forward(V(x))"),
        ("Sigmoid.Forward(Tensor)", "sigmoid.Forward(V(x))"),
        ("Silu.Forward(Tensor)", "silu.Forward(V(x))"),
        ("Softmax.Forward(Tensor)", "softmax.Forward(V(x))"),
        ("LogSoftmax.Forward(Tensor)", "logSoftmax.Forward(V(x))"),
        ("Softplus.Forward(Tensor)", "softplus.Forward(V(x))"),
        ("Tanh.Forward(Tensor)", "tanh.Forward(V(x))"),
    ];

    private const string Model = """
        [Model] public sealed partial class M(int depth)
        {
            [Parameter] readonly Tensor w = Normal([5], 1f), m = Normal([5, 7], 0.5f), t = Normal([4, 5], 1f), places = Normal([40, 5], 1f);
            [Parameter] readonly Tensor k = Normal([4, 1, 3, 3], 0.5f), kb = Normal([4], 0.5f), m4 = Normal([6, 2, 1, 3], 0.5f);
            [Buffer] readonly Tensor tracked = Zeros([5]);
            readonly Conv2d conv2d = new(1, 4, 3, padding: 1), grouped = new(4, 6, 3, 2, 2, 2, 2, bias: false);
            readonly Pico.Layers.MaxPool2d maxPool2d = new(2, 2, 1);
            readonly Pico.Layers.AvgPool2d avgPool2d = new(2, 1, 1);
            readonly AdaptiveAvgPool2d adaptive = new();
            readonly BatchNorm2d batchNorm2d = new(4);
            readonly BatchNorm1d batchNorm1d = new(1, 1e-3f, 0.3f);
            readonly GroupNorm groupNorm = new(2, 4);
            readonly Upsample upsample = new(3);
            readonly Flatten flatten = new();
            readonly Linear[] layers = Repeat(depth, () => new Linear(5, 5));
            readonly Linear linear = new(5, 3), bare = new(5, 17, bias: false), widen = new(5, 6);
            readonly Embedding embedding = new(4, 5);
            readonly LayerNorm layerNorm = new(5), bareNorm = new(5, bias: false);
            readonly RMSNorm rmsNorm = new(5);
            readonly FeedForward feedForward = new(5, 9);
            readonly MultiHeadAttention attention = new(6, 2), causal = new(6, 3, causal: true);
            readonly Pico.Layers.Dropout dropout = new(0.3f);
            readonly Pico.Layers.CrossEntropy crossEntropy = new(1, 0.2f);
            readonly Pico.Layers.MSELoss mseLoss = new();
            readonly Gelu gelu = new(), geluOfTanh = new(true);
            readonly GeluTanh geluTanh = new();
            readonly Relu relu = new();
            readonly Sigmoid sigmoid = new();
            readonly Silu silu = new();
            readonly Pico.Layers.Softmax softmax = new(1);
            readonly Pico.Layers.LogSoftmax logSoftmax = new();
            readonly Softplus softplus = new();
            readonly Pico.Layers.Tanh tanh = new();

            Tensor V(Tensor a) => a * w;
            Tensor P(Tensor a) => a * a + 0.5f;
            Tensor Image(Tensor a) => V(a).Reshape(a.Shape[0], 1, a.Shape[1], 5);
            Tensor Tracked(Tensor a)
            {
                if (IsTraining)
                {
                    tracked.Update(tracked * 0.5f + a.Mean([0, 1]));
                    return a;
                }

                return a * (tracked + 1f);
            }
            Tensor If(Tensor holds, Tensor a) => Where(holds.Reshape(a.Shape[0], a.Shape[1], 1), a, a * a);
            Tensor Repeated(Tensor a) { foreach (var layer in layers) a = layer.Forward(a).Map(MathF.Tanh); return a; }
            Tensor Weighed(Tensor a) => (a * a.Map(MathF.Sin)).Mean() + a.Sum() * 0.1f;

        LOSSES
        }
        """;

    private static readonly Lazy<IModel> Compiled = new(() => ModelHarness.Create(
        Model.Replace("LOSSES", string.Join("\n", Expressions.Select((pair, i) =>
            $"    [Loss] public Tensor Loss{i}([Shape(\"batch time 5\")] Tensor x, [Shape(\"batch time 5\")] Tensor y, [Shape(\"batch time\", DType.Int32)] Tensor ids) => Weighed({pair.Expression});")),
            StringComparison.Ordinal),
        "M",
        3));

    public static IReadOnlyList<string> Rows { get; } = Expressions.Select(pair => pair.Callable + ": " + pair.Expression).ToList();

    /// <summary>What has an expression.</summary>
    public static IEnumerable<string> Covered => Expressions.Select(pair => pair.Callable).Distinct();

    /// <summary>What the runtime offers: primitives, tensor functions, kernels, and the methods of its layers.</summary>
    public static IEnumerable<string> Callables
    {
        get
        {
            const BindingFlags all = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            bool IsCallable(MethodInfo method) => method.GetCustomAttributes()
                .Any(attribute => attribute is PrimitiveAttribute or TensorFunctionAttribute or DifferentiableAttribute);
            var operations = new[] { typeof(Tensor), typeof(Functional) }.SelectMany(type => type.GetMethods(all)).Where(IsCallable);
            var layers = typeof(Linear).Assembly.GetExportedTypes().Where(type => type.GetCustomAttribute<LayerAttribute>() is not null)
                .SelectMany(type => type.GetMethods(all)).Where(method => method.Name == "Forward");
            return operations.Concat(layers).Select(method =>
                $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name))})").Distinct();
        }
    }

    /// <summary>The model, and the losses of a row's expression: without and with gradients.</summary>
    public static (IModel Model, IReadOnlyList<EntryPointDescription> Entries) Find(string row)
    {
        var name = "Loss" + Rows.TakeWhile(other => other != row).Count();
        var model = Compiled.Value;
        return (model, model.Description.EntryPoints.Where(entry => entry.Name == name || entry.Name == name + "AndGradient").ToList());
    }
}
