using System.Linq;
using Pico.Generators.Emit;
using Pico.Generators.Ir;
using Pico.Generators.Passes;
using Xunit;

namespace Pico.Generators.Tests.Backend;

public class FusionTests
{
    [Fact]
    public void A_training_step_of_a_two_layer_network_is_five_products_and_four_loops()
    {
        var model = Graphs.Mlp();
        var program = Recipe.Run(model.EntryPoints[0].Training, model, withGradients: true);
        Assert.Equal(5, program.Steps.OfType<LoopStep.Product>().Count());
        Assert.Equal(4, program.Steps.Count(step => step is not LoopStep.Product));
    }
}
