using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>Enters the kernels of a type in the registry, each with a way to run it both ways on data that a check has made up.</summary>
internal static class RegistrationEmitter
{
    public static void Write(SourceWriter writer, KernelContainer container, IReadOnlyList<KernelPlan> kernels)
    {
        writer.Blank();
        writer.Line("[ModuleInitializer]");
        using (writer.Braces("internal static void RegisterKernels()"))
        {
            foreach (var plan in kernels)
            {
                Register(writer, container, plan);
            }
        }
    }

    private static void Register(SourceWriter writer, KernelContainer container, KernelPlan plan)
    {
        var signature = plan.Signature;
        var name = (container.Namespace.Length > 0 ? container.Namespace + "." : "") + container.Name + "." + signature.Name;
        var head = "\"" + name + "\", \"" + signature.Reference + "\", Reduction." + signature.Reduction + ", " + (HasFunctions(plan) ? "true" : "false");
        if (signature.Parameters.Any(parameter => parameter.StructType is not null || parameter.Direction == LaneDirection.WritableMemory))
        {
            writer.Line("KernelRegistry.Register(new KernelDescription(" + head + ", [], null, null));");
            return;
        }

        var data = signature.Parameters.Where(parameter => parameter.Direction != LaneDirection.ElementIndex).ToList();
        var declarations = data.Select(parameter => Declaration(parameter.Element, parameter.Name, Passing(parameter.Direction))).ToList();
        var lanes = data.Select((parameter, i) => (parameter.IsStream ? "data.Stream<" : parameter.IsMemory ? "data.Memory<" : "data.Value<") + Place(parameter.Element, i) + ")").ToList();
        var scalar = signature.Parameters.Select(parameter => Scalar(parameter, data.IndexOf(parameter))).ToList();
        var (before, result) = ("", "");
        if (signature.Returns is not null)
        {
            var isReduced = signature.Reduction != KernelReduction.None;
            var place = Place(signature.ReturnsElement, data.Count);
            declarations.Add(Declaration(signature.ReturnsElement, "result", isReduced ? "Total" : "Out"));
            before = isReduced ? "data.Value<" + place + ") = " : "";
            result = isReduced ? before : "data.Element<" + place + ", i) = ";
            lanes.AddRange(isReduced ? Enumerable.Empty<string>() : new[] { "data.Stream<" + place + ")" });
        }

        writer.Line("KernelRegistry.Register(new KernelDescription(");
        using (writer.Indent())
        {
            writer.Line(head + ",");
            writer.List("[", declarations, "],");
            writer.List("data => " + before + signature.Identifier + "(", lanes, "),");
            writer.List("(data, i) => " + result + signature.Identifier + "(", scalar, ")));");
        }
    }

    private static string Scalar(LaneParameter parameter, int index) => parameter.Direction switch
    {
        LaneDirection.ElementIndex => "i",
        LaneDirection.Uniform => "data.Value<" + Place(parameter.Element, index) + ")",
        LaneDirection.Memory => "data.Memory<" + Place(parameter.Element, index) + ")",
        LaneDirection.InOut => "ref data.Element<" + Place(parameter.Element, index) + ", i)",
        LaneDirection.Out => "out data.Element<" + Place(parameter.Element, index) + ", i)",
        _ => "data.Element<" + Place(parameter.Element, index) + ", i)",
    };

    private static string Place(MemoryElement element, int index) => element.Keyword() + ">(" + index;

    private static string Declaration(MemoryElement element, string name, string passing) =>
        "KernelParameter.Of<" + element.Keyword() + ">(\"" + name + "\", KernelPassing." + passing + ")";

    private static string Passing(LaneDirection direction) => direction switch
    {
        LaneDirection.InOut => "InOut",
        LaneDirection.Out => "Out",
        LaneDirection.Uniform => "Uniform",
        LaneDirection.Memory => "Memory",
        _ => "In",
    };

    /// <summary>Whether anything it computes has an error of its own, so that lanes may differ from the scalar method.</summary>
    private static bool HasFunctions(KernelPlan plan)
    {
        var functions = plan.Program is null
            ? new[] { plan.Function }
            : LaneProgram.All(plan.Program.Body).Select(statement => statement switch
            {
                LaneStatement.Scalars scalars => scalars.Value.Function,
                LaneStatement.Lanes lanes => lanes.Value.Function,
                LaneStatement.Store store => store.Place.Function,
                LaneStatement.Branch branch => branch.Condition.Function,
                LaneStatement.Loop loop => loop.Condition.Function,
                _ => null,
            });
        return functions.Any(function => function is not null && function.Body.Any(instruction => instruction.Opcode is >= ScalarOpcode.Exp and <= ScalarOpcode.Erf));
    }
}
