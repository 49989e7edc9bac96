using Pico.Models;

namespace Pico.Generators.Tests.Models;

/// <summary>
/// Everything that a body may call: generated code against the eager run in float32 and in float64, its gradients against the tape,
/// and the tape against differences.
/// </summary>
public sealed class InventoryTests
{
    public static TheoryData<string> Rows => [.. Inventory.Rows];

    [Fact]
    public void Everything_that_can_be_called_has_a_row()
    {
        Assert.Empty(Inventory.Callables.Except(Inventory.Covered));
        Assert.Empty(Inventory.Covered.Except(Inventory.Callables));
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Generated_eager_and_differences_agree(string row)
    {
        var (model, entries) = Inventory.Find(row);
        Assert.Equal([false, true], entries.Select(entry => entry.FormsGradients));
        foreach (var (batch, time) in new[] { (1, 1), (3, 7), (2, 17) })
        {
            // A norm of very few numbers divides rounding errors.
            EagerAgreement.Check(model, entries, 5e-5, ("batch", batch), ("time", time));
        }

        if (!row.StartsWith("Tensor.Detach()", StringComparison.Ordinal)) // to cut the gradient off is not what the differences do
        {
            EagerAgreement.CheckTape(model, entries[1], ("batch", 3), ("time", 7));
        }
    }
}
