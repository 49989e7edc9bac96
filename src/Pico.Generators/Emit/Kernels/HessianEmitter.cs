using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes <c>FooHvp</c>: the Hessian times a direction. Where the gradient has a scratch, so has this, twice as long, and a form that
/// rents it.
/// </summary>
internal sealed class HessianEmitter
{
    private const string Generated = "[GeneratedCode(\"PicoLib\", \"0.1\")]";

    private readonly SourceWriter writer;
    private readonly KernelSignature signature;
    private readonly HessianProduct? product;
    private readonly bool hasScratch;
    private readonly NameScope names;
    private readonly DerivativeParameters tangents;
    private readonly DerivativeParameters products;
    private readonly string scratch;

    private HessianEmitter(SourceWriter writer, KernelPlan plan)
    {
        this.writer = writer;
        signature = plan.Signature;
        product = plan.HessianProduct;
        hasScratch = product is not null && plan.ProgramGradient?.Scratch is not null;
        names = new NameScope(signature.Parameters.Select(parameter => parameter.Identifier).ToArray());
        tangents = new DerivativeParameters(signature, names, "Tangent");
        products = new DerivativeParameters(signature, names, "Product");
        scratch = names.Unique("scratch");
    }

    /// <summary>Whether the only product of a scalar is returned.</summary>
    private bool Returns => products.Scalars.Count == 1;

    private string Name => signature.Name + "Hvp";

    public static void Write(SourceWriter writer, KernelPlan plan)
    {
        var emitter = new HessianEmitter(writer, plan);
        if (emitter.hasScratch)
        {
            emitter.Renting();
        }

        emitter.Product();
    }

    private void Renting()
    {
        Documentation(withScratch: false);
        using (Header(withScratch: false))
        {
            writer.Line("var " + scratch + " = System.Buffers.ArrayPool<double>.Shared.Rent(2 * " + signature.Name + "GradientScratch(" + string.Join(", ", signature.Arguments) + "));");
            using (writer.Braces("try"))
            {
                var arguments = signature.Arguments
                    .Concat(tangents.All.Select(tangent => tangent.Name))
                    .Concat(Outputs().Select(output => (output.Parameter.IsMemory ? "" : "out ") + output.Name))
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

    private void Product()
    {
        Documentation(hasScratch);
        using (Header(hasScratch))
        {
            if (product is null)
            {
                writer.Line("throw new NotSupportedException(\"" + Name + " was not compiled: its source has an error that the build reports.\");");
            }
            else
            {
                tangents.CheckLengths(writer);
                products.CheckLengths(writer);
                foreach (var (parameter, name) in products.Spans)
                {
                    products.CheckDisjoint(writer, name, parameter.Element, tangents.Spans);
                }

                Body(product);
            }
        }

        writer.Blank();
    }

    private void Body(HessianProduct hessian)
    {
        var program = hessian.Program;
        var inputs = signature.InputsOf(program);
        var first = program.Inputs.Count - tangents.Scalars.Count;
        for (var i = 0; i < tangents.Scalars.Count; i++)
        {
            inputs[program.Inputs[first + i].Variable] = tangents.Scalars[i].Name;
        }

        var declared = new List<int>();
        for (var i = 0; i < products.Scalars.Count && !Returns; i++)
        {
            if (!inputs.ContainsKey(program.Results[i].Value))
            {
                inputs[program.Results[i].Value] = products.Scalars[i].Name;
                declared.Add(program.Results[i].Value);
            }
        }

        var results = new LaneProgramEmitter(writer, UniformProgram.Of(program, declared), names, inputs, Memories(hessian)).Write();
        for (var i = 0; i < products.Scalars.Count; i++)
        {
            if (Returns)
            {
                writer.Line("return " + results[i] + ";");
            }
            else if (results[i] != products.Scalars[i].Name)
            {
                writer.Line(products.Scalars[i].Name + " = " + results[i] + ";");
            }
        }
    }

    private string[] Memories(HessianProduct hessian)
    {
        var memories = hessian.Program.Memories.Select(memory => memory.Name).ToArray();
        var spans = signature.Parameters.Where(parameter => parameter.IsMemory).ToArray();
        for (var i = 0; i < spans.Length; i++)
        {
            memories[i] = spans[i].Identifier; // the spans come first
        }

        foreach (var pair in hessian.Tangents)
        {
            memories[pair.Tangent] = tangents.Spans.First(span => span.Parameter == spans[pair.Memory]).Name;
        }

        foreach (var pair in hessian.Products)
        {
            memories[pair.Tangent] = products.Spans.First(span => span.Parameter == spans[pair.Memory]).Name;
        }

        if (hasScratch)
        {
            memories[hessian.Scratch] = scratch;
            if (hessian.ScratchTangent >= 0)
            {
                memories[hessian.ScratchTangent] = names.Unique(scratch + "Tangent");
                writer.Line("var " + memories[hessian.ScratchTangent] + " = " + scratch + ".Slice((" + scratch + ".Length + 1) / 2);");
            }
        }

        return memories;
    }

    private IEnumerable<(LaneParameter Parameter, string Name)> Outputs() => products.All.Where(output => output.Parameter.IsMemory || !Returns);

    private SourceWriter.Block Header(bool withScratch)
    {
        var declarations = signature.Parameters.Select(parameter => parameter.ScalarDeclaration)
            .Concat(tangents.All.Select(tangent => TangentEmitter.Declaration(tangent.Parameter, tangent.Name)))
            .Concat(Outputs().Select(output => output.Parameter.IsMemory
                ? "Span<" + output.Parameter.Element.Keyword() + "> " + output.Name
                : "out " + ScalarEmitter.TypeOf(output.Parameter.Type) + " " + output.Name))
            .Concat(withScratch ? new[] { "Span<double> " + scratch } : Enumerable.Empty<string>())
            .ToList();
        writer.List(signature.Accessibility + " static " + (Returns ? ScalarEmitter.TypeOf(products.Scalars[0].Parameter.Type) : "void") + " " + Name + "(", declarations, ")");
        return writer.Open();
    }

    private void Documentation(bool withScratch)
    {
        writer.Line("/// <summary>The Hessian of <see cref=\"" + signature.Cref + "\"/> times a direction: how its gradient changes there (forward mode over reverse mode).</summary>");
        tangents.Document(writer, "it has no tangent");
        foreach (var (parameter, name) in tangents.All)
        {
            writer.Line("/// <param name=\"" + name + "\">The direction: how " + parameter.Name + " changes.</param>");
        }

        foreach (var (parameter, name) in Outputs())
        {
            writer.Line("/// <param name=\"" + name + "\">" + (parameter.IsMemory
                ? "How the gradient with respect to the elements of " + parameter.Name + " changes is added to it."
                : "How the gradient with respect to " + parameter.Name + " changes.") + "</param>");
        }

        if (withScratch)
        {
            writer.Line("/// <param name=\"" + scratch + "\">Room for what is saved and its tangents: twice as much as " + signature.Name + "GradientScratch says. What it holds does not matter.</param>");
        }

        if (Returns)
        {
            writer.Line("/// <returns>How the gradient with respect to " + products.Scalars[0].Parameter.Name + " changes.</returns>");
        }

        if (products.Spans.Count > 0)
        {
            writer.Line("/// <exception cref=\"ArgumentException\">A span differs in length from what it belongs to, or one that is written overlaps one that is read.</exception>");
        }

        if (withScratch)
        {
            writer.Line("/// <exception cref=\"IndexOutOfRangeException\">The scratch is shorter than that, or the method itself reads outside of a span.</exception>");
        }

        writer.Line(Generated);
    }
}
