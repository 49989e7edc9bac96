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
        if (signature.Declared.Any(parameter => parameter is { IsStruct: true, Layout.Count: 0 }) || signature.ReturnsStruct is { Layout.Count: 0 })
        {
            writer.Line("KernelRegistry.Register(new KernelDescription(" + head + ", [], null, null));");
            return;
        }

        var declarations = new List<string>();
        var lanes = new List<string>();
        var places = new List<int>(); // where the data of each parameter of the span form begins
        foreach (var (parameter, i) in signature.Parameters.Select((parameter, i) => (parameter, i)))
        {
            places.Add(declarations.Count);
            if (parameter.StructType is not null)
            {
                var layout = signature.Declared.First(declared => declared.First == i).Layout;
                lanes.Add(Join(parameter.StructType, declarations.Count, layout, element: ""));
                declarations.AddRange(layout.Select(scalar => Declaration(scalar.Element, parameter.Name + "." + scalar.Path, "Uniform")));
            }
            else if (parameter.Direction != LaneDirection.ElementIndex)
            {
                lanes.Add(Lanes(parameter.Direction) + Place(parameter.Element, declarations.Count) + ")");
                declarations.Add(Declaration(parameter.Element, parameter.Name, Passing(parameter.Direction)));
            }
        }

        var total = "";
        if (signature.Returns is not null && signature.Reduction != KernelReduction.None)
        {
            total = "data.Value<" + Place(signature.ReturnsElement, declarations.Count) + ") = ";
            declarations.Add(Declaration(signature.ReturnsElement, "result", "Total"));
        }
        else if (signature.Returns is not null)
        {
            lanes.Add("data.Stream<" + Place(signature.ReturnsElement, declarations.Count) + ")");
            declarations.Add(Declaration(signature.ReturnsElement, "result", "Out"));
        }

        writer.Line("KernelRegistry.Register(new KernelDescription(");
        using (writer.Indent())
        {
            writer.Line(head + ",");
            writer.List("[", declarations, "],");
            writer.List("data => " + total + signature.Identifier + "(", lanes, "),");
            Scalar(writer, signature, places, total.Length > 0 || signature.Returns is null ? total : "data.Element<" + Place(signature.ReturnsElement, declarations.Count - 1) + ", i) = ");
        }
    }

    /// <summary>Runs the scalar method; structs that it writes are locals, whose fields then go where they belong.</summary>
    private static void Scalar(SourceWriter writer, KernelSignature signature, List<int> places, string result)
    {
        var names = new NameScope("data", "i");
        var written = signature.Declared.Where(parameter => parameter is { IsStruct: true, Modifier: "ref " or "out " }).ToDictionary(parameter => parameter, parameter => names.Unique(parameter.Name));
        var call = result + signature.Identifier + "(";
        var arguments = signature.Declared
            .Select(parameter => written.TryGetValue(parameter, out var local) ? parameter.Modifier + (parameter.Modifier == "out " ? "var " : "") + local : Argument(signature, parameter, places))
            .ToList();
        var end = ")";
        if (signature.ReturnsStruct is { } made)
        {
            call = "data.Split(" + places[made.First] + ", i, " + Offsets(made.Layout) + ", " + call;
            end = "))";
        }

        if (written.Count == 0)
        {
            writer.List("(data, i) => " + call, arguments, end + "));");
            return;
        }

        writer.Line("(data, i) =>");
        writer.Line("{");
        using (writer.Indent())
        {
            foreach (var (parameter, local) in written.Select(pair => (pair.Key, pair.Value)).Where(pair => pair.Key.Modifier == "ref "))
            {
                writer.Line("var " + local + " = " + Join(parameter.TypeName, places[parameter.First], parameter.Layout, ", i") + ";");
            }

            writer.List(call, arguments, end + ";");
            foreach (var (parameter, local) in written.Select(pair => (pair.Key, pair.Value)))
            {
                writer.Line("data.Split(" + places[parameter.First] + ", i, " + Offsets(parameter.Layout) + ", " + local + ");");
            }
        }

        writer.Line("}));");
    }

    private static string Argument(KernelSignature signature, MethodParameter parameter, List<int> places)
    {
        var (lane, index) = (signature.Parameters[parameter.First], places[parameter.First]);
        return parameter.IsStruct
            ? Join(parameter.TypeName, index, parameter.Layout, lane.Direction == LaneDirection.Uniform ? "" : ", i")
            : lane.Direction switch
            {
                LaneDirection.ElementIndex => lane.IsLaneIndex ? "i % 16" : "i",
                LaneDirection.Uniform or LaneDirection.Memory or LaneDirection.WritableMemory => Lanes(lane.Direction) + Place(lane.Element, index) + ")",
                _ => parameter.Modifier + "data.Element<" + Place(lane.Element, index) + ", i)",
            };
    }

    private static string Lanes(LaneDirection direction) => direction switch
    {
        LaneDirection.Uniform => "data.Value<",
        LaneDirection.Memory => "data.Memory<",
        LaneDirection.WritableMemory => "data.WritableMemory<",
        _ => "data.Stream<",
    };

    private static string Join(string type, int first, EquatableArray<StructScalar> layout, string element) =>
        "data.Join<" + type + ">(" + first + element + ", " + Offsets(layout) + ")";

    private static string Offsets(EquatableArray<StructScalar> layout) => "[" + string.Join(", ", layout.Select(scalar => scalar.Offset)) + "]";

    private static string Place(MemoryElement element, int index) => element.Keyword() + ">(" + index;

    private static string Declaration(MemoryElement element, string name, string passing) =>
        "KernelParameter.Of<" + element.Keyword() + ">(\"" + name + "\", KernelPassing." + passing + ")";

    private static string Passing(LaneDirection direction) => direction switch
    {
        LaneDirection.InOut => "InOut",
        LaneDirection.Out => "Out",
        LaneDirection.Uniform => "Uniform",
        LaneDirection.Memory => "Memory",
        LaneDirection.WritableMemory => "WritableMemory",
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
                LaneStatement.Write write => write.Place.Function,
                LaneStatement.Branch branch => branch.Condition.Function,
                LaneStatement.Loop loop => loop.Condition.Function,
                _ => null,
            });
        return functions.Any(function => function is not null && function.Body.Any(instruction => instruction.Opcode is (>= ScalarOpcode.Exp and <= ScalarOpcode.Erf) or ScalarOpcode.NormalDistribution or ScalarOpcode.NormalDensity));
    }
}
