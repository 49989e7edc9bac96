using Pico.Threading;

namespace Pico.Training;

/// <summary>A matrix that <see cref="Muon"/> moves, with memory of its own for the graph, so that sizes never change there.</summary>
internal sealed class MuonMatrix(NewtonSchulz graph, int rows, int columns)
{
    private static readonly WorkerPool Alone = new(1);

    private readonly NewtonSchulz.Workspace workspace = graph.CreateWorkspace();

    /// <summary>What the learning rate is multiplied by: torch.optim.Muon's original adjustment.</summary>
    public double RateFactor { get; } = Math.Sqrt(Math.Max(1, (double)rows / columns));

    /// <summary>Makes a matrix orthogonal, or nearly so.</summary>
    /// <param name="matrix">[rows, columns], overwritten; more may follow.</param>
    /// <param name="pool">The threads that work; without one, the caller's alone.</param>
    public void Orthogonalize(Span<float> matrix, WorkerPool? pool)
    {
        matrix = matrix[..(rows * columns)];
        workspace.Pool = pool ?? Alone;
        var result = rows > columns ? workspace.High(matrix, rows, columns) : workspace.Wide(matrix, rows, columns);
        result.CopyTo(matrix);
    }
}
