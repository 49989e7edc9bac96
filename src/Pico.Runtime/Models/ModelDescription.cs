namespace Pico.Models;

/// <summary>What the generator knows of a model, for tools that show it or check it.</summary>
/// <param name="Name">The class.</param>
/// <param name="EntryPoints">The compiled methods.</param>
/// <param name="Specialization">The constructor arguments that the methods hold as constants, such as <c>width: 128, heads: 4</c>; empty for the general form.</param>
/// <param name="Storage">How parameters, and activations between steps, are stored.</param>
public sealed record ModelDescription(string Name, IReadOnlyList<EntryPointDescription> EntryPoints, string Specialization = "", Storage Storage = Storage.Float32);

/// <summary>One compiled method.</summary>
/// <param name="Name">Its name, such as <c>LossAndGradient</c>.</param>
/// <param name="IsLoss">Whether it returns a scalar loss.</param>
/// <param name="FormsGradients">Whether it runs in training mode and adds to the gradients.</param>
/// <param name="Inputs">Its inputs, in order.</param>
/// <param name="Dimensions">The names of its int parameters, in order.</param>
/// <param name="DescribeSteps">Makes <see cref="Steps"/>.</param>
/// <param name="DescribeOperations">Makes <see cref="Operations"/>.</param>
/// <param name="Temporaries">The names of the temporaries, by slot.</param>
/// <param name="Repetitions">The loops over repeated layers, forwards and backwards.</param>
/// <param name="Bounds">What it demands of the sizes beyond being at least one.</param>
/// <param name="Run">Runs it in a workspace with inputs and sizes; the result is a copy.</param>
/// <param name="RunEagerly">Runs the declaration itself, eagerly.</param>
/// <param name="DescribeGraph">Makes <see cref="Graph"/>; null where that is null.</param>
public sealed record EntryPointDescription(
    string Name,
    bool IsLoss,
    bool FormsGradients,
    IReadOnlyList<InputDescription> Inputs,
    IReadOnlyList<string> Dimensions,
    Func<IReadOnlyList<StepDescription>> DescribeSteps,
    Func<IReadOnlyList<OperationDescription>> DescribeOperations,
    IReadOnlyList<string> Temporaries,
    IReadOnlyList<RepetitionDescription> Repetitions,
    IReadOnlyList<BoundDescription> Bounds,
    Func<ModelWorkspace, IReadOnlyList<Tensor>, IReadOnlyList<int>, float[]> Run,
    Func<IModel, IReadOnlyList<Tensor>, Tensor> RunEagerly,
    Func<GraphDescription>? DescribeGraph = null)
{
    private IReadOnlyList<StepDescription>? steps;
    private IReadOnlyList<OperationDescription>? operations;
    private GraphDescription? graph;

    /// <summary>
    /// What it computes, before anything is fused. Made when it is first asked for. Null for what forms gradients and for what continues sequences.
    /// </summary>
    public GraphDescription? Graph => graph ??= DescribeGraph?.Invoke();

    /// <summary>What it executes, in order. Made when it is first asked for: most of a description is here, and who only calls the method needs none of it.</summary>
    public IReadOnlyList<StepDescription> Steps => steps ??= DescribeSteps();

    /// <summary>The tensor operations of the source, in the order in which the eager run numbers them. Made when it is first asked for.</summary>
    public IReadOnlyList<OperationDescription> Operations => operations ??= DescribeOperations();

    /// <summary>The operations as the eager run numbers them: those of repeated layers once for every layer.</summary>
    /// <param name="sizes">The values of the named sizes.</param>
    public IEnumerable<OperationRun> Unrolled(IReadOnlyDictionary<string, long> sizes)
    {
        for (var first = 0; first < Operations.Count;)
        {
            var repetition = Operations[first].Repetition;
            var last = first + 1;
            while (repetition >= 0 && last < Operations.Count && Operations[last].Repetition == repetition)
            {
                last++;
            }

            var layers = repetition < 0 ? 1 : (int)Repetitions[repetition].Count(sizes);
            for (var layer = 0; layer < layers; layer++)
            {
                for (var i = first; i < last; i++)
                {
                    yield return new OperationRun(Operations[i], layer, layers);
                }
            }

            first = last;
        }
    }
}

/// <summary>A loop over repeated layers.</summary>
/// <param name="Name">The dotted name of their array.</param>
/// <param name="Count">Their number, given the values of the named sizes.</param>
public sealed record RepetitionDescription(string Name, Func<IReadOnlyDictionary<string, long>, long> Count);

/// <summary>An input of an entry point.</summary>
/// <param name="Name">The user's name for it.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Shape">Its dimensions as the user reads them: numbers, constants and names such as <c>batch</c>.</param>
/// <param name="Size">The size of each dimension, given the values of the names.</param>
/// <param name="IndexedSize">For int32 inputs that choose elements: what their values must stay below; otherwise null.</param>
public sealed record InputDescription(
    string Name,
    DType Type,
    IReadOnlyList<string> Shape,
    Func<IReadOnlyDictionary<string, long>, int[]> Size,
    Func<IReadOnlyDictionary<string, long>, long>? IndexedSize);

/// <summary>That one size may not exceed another.</summary>
/// <param name="Text">Both as the user reads them, such as <c>time &lt;= context</c>.</param>
/// <param name="Smaller">The one, given the values of the named sizes.</param>
/// <param name="Larger">The other.</param>
public sealed record BoundDescription(
    string Text, Func<IReadOnlyDictionary<string, long>, long> Smaller, Func<IReadOnlyDictionary<string, long>, long> Larger);

/// <summary>One step of an entry point: a loop, a matrix product or a copy.</summary>
/// <param name="Name">The generated method or epilogue.</param>
/// <param name="Text">What it makes, over which iteration space.</param>
/// <param name="FloatingPointOperations">Its floating-point operations, given the values of the named sizes.</param>
/// <param name="BytesMoved">The bytes of the arrays it reads and writes, each once.</param>
/// <param name="Sources">The user's expressions that it computes, or whose gradients it forms.</param>
/// <param name="Kind">What form it has.</param>
/// <param name="Again">The layer, by its dotted path, that it computes once more for the way back; null where it does not.</param>
public sealed record StepDescription(
    string Name,
    string Text,
    Func<IReadOnlyDictionary<string, long>, long> FloatingPointOperations,
    Func<IReadOnlyDictionary<string, long>, long> BytesMoved,
    IReadOnlyList<SourceDescription> Sources,
    StepKind Kind,
    string? Again = null);

/// <summary>What forms steps have.</summary>
public enum StepKind
{
    /// <summary>A loop over rows, or over elements.</summary>
    RowLoop,

    /// <summary>A loop that reduces down the columns.</summary>
    ColumnLoop,

    /// <summary>A matrix product with its epilogue.</summary>
    Product,

    /// <summary>A copy into another layout.</summary>
    Copy,

    /// <summary>Rows added where indices say.</summary>
    ScatterAdd,

    /// <summary>An attention.</summary>
    Attention,

    /// <summary>The gradients of an attention.</summary>
    AttentionBackward,

    /// <summary>A convolution, or one of its gradients, with its epilogue.</summary>
    Convolution,

    /// <summary>The sums or maxima of windows.</summary>
    Pool,

    /// <summary>The gradient of sums or maxima of windows.</summary>
    PoolBackward,
}

/// <summary>An expression of the user.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Layer">The dotted path of the layer it stands in; empty in the model itself.</param>
public sealed record SourceDescription(string Text, string Layer);

/// <summary>One tensor operation of the source.</summary>
/// <param name="Source">The user's expression.</param>
/// <param name="Layer">The dotted path of the layer it stands in; empty in the model itself.</param>
/// <param name="Temporary">The slot of the temporary that holds its value, or -1: fused, an argument, or not computed.</param>
/// <param name="Step">The step that computes it, or -1.</param>
/// <param name="GradientTemporary">The slot of the temporary that holds the gradient of its value, or -1.</param>
/// <param name="GradientStep">The step that forms that gradient, or -1.</param>
/// <param name="Repetition">The loop over repeated layers that runs it, or -1.</param>
/// <param name="Array">Which array of the temporary holds its value.</param>
/// <param name="GradientArray">Which array of the temporary holds the gradient.</param>
public sealed record OperationDescription(
    string Source,
    string Layer,
    int Temporary,
    int Step,
    int GradientTemporary,
    int GradientStep,
    int Repetition = -1,
    StackedArray Array = StackedArray.Only,
    StackedArray GradientArray = StackedArray.Only);

/// <summary>Which array of a temporary is meant where repeated layers have one each.</summary>
public enum StackedArray
{
    /// <summary>There is one.</summary>
    Only,

    /// <summary>That of the layer.</summary>
    OfLayer,

    /// <summary>What the layer before left, in a stack that starts with what the first one finds.</summary>
    BeforeLayer,

    /// <summary>What the layer left, in such a stack.</summary>
    AfterLayer,

    /// <summary>What the layer behind left on the way back, in a stack that starts with what the last layer finds.</summary>
    BeforeWayBack,

    /// <summary>What the layer left on the way back, in such a stack.</summary>
    AfterWayBack,
}
