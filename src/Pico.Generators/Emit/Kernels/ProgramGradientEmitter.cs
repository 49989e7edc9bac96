using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes <c>FooGradient</c> of a method with loops or memory: with a scratch from the caller, with one that is rented, and
/// <c>FooGradientScratch</c>, which says how much is needed.
/// </summary>
internal sealed class ProgramGradientEmitter
{
    private const string Generated = "[GeneratedCode(\"PicoLib\", \"0.1\")]";

    private readonly SourceWriter writer;
    private readonly KernelSignature signature;
    private readonly ProgramGradient? gradient;
    private readonly NameScope names;
    private readonly string upstream;
    private readonly string scratch;
    private readonly DerivativeParameters gradients;
    private readonly IReadOnlyList<(LaneParameter Parameter, string Name)> scalars;
    private readonly IReadOnlyList<(LaneParameter Parameter, string Name)> spans;

    private ProgramGradientEmitter(SourceWriter writer, KernelPlan plan)
    {
        this.writer = writer;
        signature = plan.Signature;
        gradient = plan.ProgramGradient;
        names = new NameScope(signature.Parameters.Select(parameter => parameter.Identifier).ToArray());
        upstream = names.Unique("upstream");
        gradients = new DerivativeParameters(signature, names, "Gradient");
        (scalars, spans) = (gradients.Scalars, gradients.Spans);
        scratch = names.Unique("scratch");
    }

    private bool HasScratch => gradient?.Scratch is not null;

    /// <summary>Whether the only gradient of a scalar is returned.</summary>
    private bool Returns => scalars.Count == 1;

    private string Name => signature.Name + "Gradient";

    private string ScratchName => signature.Name + "GradientScratch";

    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        var emitter = new ProgramGradientEmitter(writer, plan);
        if (emitter.HasScratch)
        {
            emitter.Renting();
            emitter.Adjoint();
            emitter.Scratch();
        }
        else
        {
            emitter.Adjoint();
        }
    }

    private void Renting()
    {
        Documentation(withScratch: false);
        using (Header(withScratch: false))
        {
            writer.Line("var " + scratch + " = System.Buffers.ArrayPool<double>.Shared.Rent(" + ScratchName + "(" + string.Join(", ", signature.Arguments) + "));");
            using (writer.Braces("try"))
            {
                var arguments = signature.Arguments.Concat(new[] { upstream })
                    .Concat(Outputs().Select(output => (output.IsSpan ? "" : "out ") + output.Name))
                    .Concat(new[] { scratch });
                writer.Line((Returns ? "return " : "") + Name + "(" + string.Join(", ", arguments) + ");");
            }

            using (writer.Braces("finally"))
            {
                writer.Line("System.Buffers.ArrayPool<double>.Shared.Return(" + scratch + ");");
            }
        }

        writer.Blank();
    }

    private void Adjoint()
    {
        Documentation(HasScratch);
        using (Header(HasScratch))
        {
            if (gradient?.Adjoint is not { } adjoint)
            {
                writer.Line("throw new NotSupportedException(\"" + Name + " was not compiled: its source has an error that the build reports.\");");
            }
            else
            {
                Check();
                Body(adjoint);
            }
        }

        writer.Blank();
    }

    private void Check()
    {
        gradients.CheckLengths(writer);
        foreach (var (parameter, name) in spans)
        {
            gradients.CheckDisjoint(writer, name, parameter.Element, Enumerable.Empty<(LaneParameter, string)>());
        }
    }

    private void Body(KernelProgram adjoint)
    {
        var inputs = signature.InputsOf(adjoint);
        inputs[adjoint.Inputs[adjoint.Inputs.Count - 1].Variable] = upstream;
        var declared = new List<int>();
        for (var i = 0; i < scalars.Count && !Returns; i++)
        {
            if (!inputs.ContainsKey(adjoint.Results[i].Value))
            {
                inputs[adjoint.Results[i].Value] = scalars[i].Name;
                declared.Add(adjoint.Results[i].Value);
            }
        }

        var local = Returns ? new NameScope(signature.Parameters.Select(parameter => parameter.Identifier).Concat(spans.Select(span => span.Name)).Concat(new[] { upstream, scratch }).ToArray()) : names;
        var results = new LaneProgramEmitter(writer, UniformProgram.Of(adjoint, declared), local, inputs, Memories(adjoint)).Write();
        for (var i = 0; i < scalars.Count; i++)
        {
            if (Returns)
            {
                writer.Line("return " + results[i] + ";");
            }
            else if (results[i] != scalars[i].Name)
            {
                writer.Line(scalars[i].Name + " = " + results[i] + ";");
            }
        }
    }

    private void Scratch()
    {
        writer.Line("/// <summary>How many values the gradient of <see cref=\"" + signature.Cref + "\"/> saves for these arguments: the length of its scratch.</summary>");
        gradients.Document(writer, "it has no gradient");
        writer.Line(Generated);
        using (writer.Braces(signature.Accessibility + " static int " + ScratchName + "(" + string.Join(", ", signature.Parameters.Select(parameter => parameter.ScalarDeclaration)) + ")"))
        {
            var count = gradient!.Scratch!;
            var scope = new NameScope(signature.Parameters.Select(parameter => parameter.Identifier).ToArray());
            var results = new LaneProgramEmitter(writer, UniformProgram.Of(count, Enumerable.Empty<int>()), scope, signature.InputsOf(count), Memories(count)).Write();
            writer.Line("return " + results[0] + ";");
        }

        writer.Blank();
    }

    private string[] Memories(KernelProgram program)
    {
        var memories = program.Memories.Select(memory => memory.Name).ToArray();
        var read = signature.Parameters.Where(parameter => parameter.IsMemory).ToArray();
        for (var i = 0; i < read.Length; i++)
        {
            memories[i] = read[i].Identifier; // the spans come first
            foreach (var pair in gradient!.MemoryGradients.Where(pair => pair.Memory == i))
            {
                memories[pair.Gradient] = spans.First(span => span.Parameter == read[i]).Name;
            }
        }

        memories[gradient!.ScratchMemory] = scratch;
        return memories;
    }

    /// <summary>The parameters that receive gradients, in the order of what they belong to.</summary>
    private IEnumerable<(string Type, string Name, bool IsSpan)> Outputs() => signature.Parameters.SelectMany(parameter =>
        spans.Where(span => span.Parameter == parameter).Select(span => ("Span<" + parameter.Element.Keyword() + ">", span.Name, true))
            .Concat(scalars.Where(scalar => scalar.Parameter == parameter && !Returns).Select(scalar => (ScalarEmitter.TypeOf(parameter.Type), scalar.Name, false))));

    private SourceWriter.Block Header(bool withScratch)
    {
        var hasDefault = !withScratch && !Outputs().Any();
        var declarations = signature.Parameters.Select(parameter => parameter.ScalarDeclaration)
            .Concat(new[] { ScalarEmitter.TypeOf(signature.Returns!.Value) + " " + upstream + (hasDefault ? " = 1" : "") })
            .Concat(Outputs().Select(output => (output.IsSpan ? "" : "out ") + output.Type + " " + output.Name))
            .Concat(withScratch ? new[] { "Span<double> " + scratch } : Enumerable.Empty<string>())
            .ToList();
        writer.List(signature.Accessibility + " static " + (Returns ? ScalarEmitter.TypeOf(scalars[0].Parameter.Type) : "void") + " " + Name + "(", declarations, ")");
        return writer.Open();
    }

    private void Documentation(bool withScratch)
    {
        writer.Line("/// <summary>The gradient of <see cref=\"" + signature.Cref + "\"/>.</summary>");
        gradients.Document(writer, "it has no gradient");
        writer.Line("/// <param name=\"" + upstream + "\">The gradient of what comes after, with respect to the result.</param>");
        foreach (var (_, name, isSpan) in Outputs())
        {
            var of = spans.Concat(scalars).First(output => output.Name == name).Parameter.Name;
            writer.Line("/// <param name=\"" + name + "\">" + (isSpan
                ? "The gradient with respect to the elements of " + of + " is added to it."
                : "The gradient with respect to " + of + ".") + "</param>");
        }

        if (withScratch)
        {
            writer.Line("/// <param name=\"" + scratch + "\">Room for what is saved: as much as " + ScratchName + " says. What it holds does not matter.</param>");
        }

        if (Returns)
        {
            writer.Line("/// <returns>The gradient with respect to " + scalars[0].Parameter.Name + ".</returns>");
        }

        if (spans.Count > 0)
        {
            writer.Line("/// <exception cref=\"ArgumentException\">The span of a gradient differs in length from what it belongs to, or overlaps what is read.</exception>");
        }

        if (withScratch)
        {
            writer.Line("/// <exception cref=\"IndexOutOfRangeException\">The scratch is shorter than that, or the method itself reads outside of a span.</exception>");
        }

        writer.Line(Generated);
    }
}
