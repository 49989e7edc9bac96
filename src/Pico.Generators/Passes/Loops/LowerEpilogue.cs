using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The epilogue of a product or a convolution: the maps that joined it, over its finished sums.</summary>
internal static class LowerEpilogue
{
    public static LoopBody Run(LowerLoops lowering, FusionGroup group)
    {
        var plan = lowering.Plan;
        var product = group.Nodes[0];
        LoopSource? Source(int operand, TensorNode reader)
        {
            var value = plan.Value(operand);
            if (value == product)
            {
                return new LoopSource.Accumulator();
            }

            var isComputedHere = plan[value].Op is TensorOp.Constant || plan.GroupOf(value) == group ||
                (plan[value].Op is TensorOp.Map && !plan.IsNumber(value) && !plan.Stored.Contains(value));
            return isComputedHere ? null : lowering.Load(operand, reader);
        }

        var epilogue = new BodyBuilder(plan, lowering.Names, "epilogue", Source);
        foreach (var member in group.Nodes)
        {
            foreach (var sink in lowering.SinksOf(member))
            {
                epilogue.Add(member, sink);
            }
        }

        return epilogue.Build();
    }
}
