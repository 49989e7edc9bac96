using Pico.Memory;

namespace Pico.Models;

/// <summary>One run of an operation: in repeated layers there is one for every layer.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Layer">The number of the layer, from 0.</param>
/// <param name="Layers">How many layers there are; 1 outside repeated layers.</param>
public sealed record OperationRun(OperationDescription Operation, int Layer, int Layers)
{
    /// <summary>The dotted path of the layer that the operation stands in, with its number.</summary>
    public string Path => Operation.Layer.Replace("*", Layer.ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>The operation's value in a workspace that keeps temporaries; empty where it has none of that size.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entryPoint">The entry point that ran last.</param>
    /// <param name="length">The elements of the value.</param>
    public ReadOnlySpan<float> Value(ModelWorkspace workspace, string entryPoint, int length) =>
        Find(workspace, entryPoint, Operation.Temporary, Operation.Array, length);

    /// <summary>The gradient of the operation's value in a workspace that keeps temporaries; empty where there is none of that size.</summary>
    /// <param name="workspace">The workspace.</param>
    /// <param name="entryPoint">The entry point that ran last.</param>
    /// <param name="length">The elements of the value.</param>
    public ReadOnlySpan<float> Gradient(ModelWorkspace workspace, string entryPoint, int length) =>
        Find(workspace, entryPoint, Operation.GradientTemporary, Operation.GradientArray, length);

    private ReadOnlySpan<float> Find(ModelWorkspace workspace, string entryPoint, int slot, StackedArray array, int length)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        if (slot < 0)
        {
            return [];
        }

        var all = workspace.Temporary(entryPoint, slot);
        var arrays = array switch
        {
            StackedArray.Only => 1,
            StackedArray.OfLayer => Layers,
            _ => Layers + 1,
        };
        var stride = all.Length / arrays;
        var index = array switch
        {
            StackedArray.AfterLayer => Layer + 1,
            StackedArray.BeforeWayBack => Layers - 1 - Layer,
            StackedArray.AfterWayBack => Layers - Layer,
            StackedArray.Only => 0,
            _ => Layer,
        };

        // A value that is kept unrepeated is shorter; the arrays of a stack begin at cache lines.
        var spare = AlignedBuffer.Alignment / workspace.MemoryOf(entryPoint).ElementBytes(slot);
        return stride >= length && (arrays == 1 ? stride == length : stride - length < spare) ? all.Slice(index * stride, length) : [];
    }
}
