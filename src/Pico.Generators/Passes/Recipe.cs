using System;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// The passes in order, from an entry point's graph to the loop program. The graph is verified after each; an observer sees
/// the name of every pass and the text of its result.
/// </summary>
internal static class Recipe
{
    /// <summary>The model with the loop programs of all its entry points.</summary>
    public static ModelProgram Compile(ModelProgram program) => program with
    {
        EntryPoints = program.EntryPoints.Select(entry => Compile(entry, program)).ToEquatableArray(),
    };

    /// <summary>An entry point with its loop programs, which are made beside one another.</summary>
    /// <param name="entry">The entry point.</param>
    /// <param name="program">Its model.</param>
    /// <param name="shared">Where other variants of the model leave theirs.</param>
    public static EntryPoint Compile(EntryPoint entry, ModelProgram program, SharedLoops? shared = null)
    {
        LoopProgram Loops(TensorGraph graph, bool withGradients) => shared is null
            ? Run(graph, program, withGradients)
            : shared.Of(graph, program, withGradients, () => Run(graph, program, withGradients));

        var evaluation = !entry.IsLoss ? null : Pending<LoopProgram>.Start(() => Loops(entry.Evaluation, withGradients: false));
        var training = !entry.IsLoss ? null : Loops(entry.Training, withGradients: true);
        return entry with { Loops = new EntryLoops(evaluation?.Value ?? Loops(entry.Evaluation, withGradients: false), training) };
    }

    public static LoopProgram Run(TensorGraph graph, ModelProgram program, bool withGradients, Action<string, string>? observe = null)
    {
        var loops = BoundExponentials.Run(NarrowStorage.Run(LowerLoops.Run(Fuse(graph, program, withGradients, observe), program), program));
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
        graph = Checked("FoldPlanes", FoldPlanes.Run(graph));
        graph = Checked("PoolBeforeMaps", PoolBeforeMaps.Run(graph));
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
