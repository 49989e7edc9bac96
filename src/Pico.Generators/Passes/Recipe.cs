using System;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The passes in order, from an entry point's graph to the loop program. The graph is verified after each; an observer sees
/// the name of every pass and the text of its result.
/// </summary>
internal static class Recipe
{
    public static LoopProgram Run(TensorGraph graph, ModelProgram program, bool withGradients, Action<string, string>? observe = null)
    {
        var loops = LowerLoops.Run(Fuse(graph, program, withGradients, observe), program);
        VerifyLoops.Run(loops);
        return loops;
    }

    /// <summary>As far as the analyzer goes: everything that can find a fault of the user.</summary>
    public static FusionPlan Fuse(TensorGraph graph, ModelProgram program, bool withGradients, Action<string, string>? observe = null)
    {
        TensorGraph Checked(string pass, TensorGraph result)
        {
            VerifyGraph.Run(result, pass);
            observe?.Invoke(pass, GraphText.Of(result));
            return result;
        }

        graph = Checked("Lower", ValueNames.Qualify(graph, program));
        if (withGradients)
        {
            graph = Checked("Differentiate", DifferentiateGraph.Run(graph, program));
        }

        graph = Checked("Simplify", SimplifyGraph.Run(graph));
        graph = Checked("RepeatOperands", RepeatOperands.Run(graph));
        graph = Checked("ComputeOutputs", ComputeOutputs.Run(graph));
        var plan = FuseLoops.Run(graph);
        ChooseSavedValues.Run(plan);
        observe?.Invoke("Fuse", GraphText.Of(plan));
        return plan;
    }
}
