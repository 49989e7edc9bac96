using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Tests.Backend;

public class PropagateCopiesTests
{
    /// <summary>A loop that swaps two variables, of whose first values nothing is left, leaves such a circle; a random kernel made the pass follow it for ever.</summary>
    [Fact]
    public async Task Variables_that_are_copies_of_each_other_stay()
    {
        var program = new KernelProgram(
            "Swap",
            EquatableArray.Of(new ProgramVariable("a", ScalarType.Float32), new ProgramVariable("b", ScalarType.Float32), new ProgramVariable("c", ScalarType.Float32)),
            EquatableArray<ProgramMemory>.Empty,
            EquatableArray<ProgramInput>.Empty,
            EquatableArray.Of<ProgramStatement>(Copy(1, 0), Copy(0, 1), Copy(0, 2)),
            EquatableArray.Of(new ScalarResult("result", 2)));

        var after = await Task.Run(() => PropagateCopies.Run(program)).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(program.Body, after.Body);
    }

    private static ProgramStatement.Compute Copy(int from, int to)
    {
        var builder = new ScalarBuilder("Copy");
        var value = builder.Parameter("x", ScalarType.Float32);
        return new ProgramStatement.Compute(new Computation(builder.Build(new ScalarResult("y", value)), EquatableArray.Of(from)), EquatableArray.Of(to));
    }
}
