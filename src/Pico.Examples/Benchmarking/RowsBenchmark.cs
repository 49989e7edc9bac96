using Pico.Memory;
using Pico.Models;
using Pico.Threading;

namespace Pico.Examples.Benchmarking;

/// <summary>Operations along rows, forward and back, on matrices that no cache holds.</summary>
internal sealed class RowsBenchmark : IDisposable
{
    private const int Rows = 1 << 15, Width = 1 << 10;

    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(0.8);

    private readonly RowOperations model = new(Rows, Width);
    private readonly AlignedBuffer x = new(4L * Rows * Width), y = new(4L * Rows * Width);
    private readonly int[] targets = new int[Rows];

    public RowsBenchmark(WorkerPool pool)
    {
        model.DefaultWorkspace.Pool = pool;
        var random = new Random(1);
        foreach (ref var value in X) value = (random.NextSingle() * 6) - 3;
        X.CopyTo(Y);
        for (var row = 0; row < Rows; row++) targets[row] = random.Next(Width);
    }

    private Span<float> X => x.AsSpan(0, Rows * Width);

    private Span<float> Y => y.AsSpan(0, Rows * Width);

    private IReadOnlyList<(string Operation, Action Forward, Action WayBack)> Operations =>
    [
        (nameof(model.Exp), () => model.Exp(X), () => model.ExpLossAndGradient(X)),
        (nameof(model.Tanh), () => model.Tanh(X), () => model.TanhLossAndGradient(X)),
        (nameof(model.Gelu), () => model.Gelu(X), () => model.GeluLossAndGradient(X)),
        (nameof(model.GeluTanh), () => model.GeluTanh(X), () => model.GeluTanhLossAndGradient(X)),
        (nameof(model.Softmax), () => model.Softmax(X), () => model.SoftmaxLossAndGradient(X)),
        (nameof(model.LayerNorm), () => model.LayerNorm(X), () => model.LayerNormLossAndGradient(X)),
        (nameof(model.ResidualNorm), () => model.ResidualNorm(X, Y), () => model.ResidualNormLossAndGradient(X, Y)),
        (nameof(model.CrossEntropy), () => model.CrossEntropy(X, targets), () => model.CrossEntropyLossAndGradient(targets)),
    ];

    /// <summary>The seconds of each operation, forward alone and forward and back together, and the bytes that its plan moves.</summary>
    public IEnumerable<(string Operation, bool IsWayBack, double Seconds, long Bytes)> Run()
    {
        foreach (var (operation, forward, wayBack) in Operations)
        {
            yield return (operation, false, Fastest.Seconds(forward, Turn), Bytes(operation));
            yield return (operation, true, Fastest.Seconds(wayBack, Turn), Bytes(operation + "LossAndGradient"));
        }
    }

    public void Dispose()
    {
        model.DefaultWorkspace.Dispose();
        x.Dispose();
        y.Dispose();
    }

    private long Bytes(string entryPoint) =>
        ((IModel)model).Description.EntryPoints.Single(entry => entry.Name == entryPoint).Steps.Sum(step => step.BytesMoved(((IModel)model).Sizes));
}
