using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Passes;

namespace Pico.Generators.Emit;

/// <summary>Writes the file that belongs to one type with kernels.</summary>
internal static class KernelClassEmitter
{
    private const string Generated = "[GeneratedCode(\"PicoLib\", \"0.1\")]";

    private static readonly string[] Usings =
        ["System", "System.CodeDom.Compiler", "System.Runtime.CompilerServices", "System.Runtime.Intrinsics", "Pico", "Pico.Simd"];

    public static string Write(KernelContainer container, IReadOnlyList<KernelPlan> kernels, KernelTarget target, int specVersion)
    {
        var writer = new SourceWriter();
        Remark(writer, container, kernels);
        writer.Line("#nullable enable");
        foreach (var name in Usings.Concat(kernels.Any(plan => plan.Signature.IsParallel) ? new[] { "Pico.Threading" } : Array.Empty<string>()))
        {
            writer.Line("using " + name + ";");
        }

        writer.Blank();
        using (TypeBlocks.Open(writer, container.Namespace, container.Headers.Take(container.Headers.Count - 1)))
        {
            Type(writer, container, kernels, target, specVersion);
        }

        return writer.ToString();
    }

    private static void Type(SourceWriter writer, KernelContainer container, IReadOnlyList<KernelPlan> kernels, KernelTarget target, int specVersion)
    {
        foreach (var spec in Specs(kernels))
        {
            writer.Line("[MethodSpec(" + Text(spec.Id) + ", " + specVersion + ", " + Text(spec.Payload) + ")]");
        }

        using var type = writer.Braces(container.Headers[container.Headers.Count - 1]);
        Members(writer, kernels, target);
        var registered = kernels.Where(plan => plan is { IsValid: true, Signature: { IsKernel: true, IsRegisterable: true } }).ToArray();
        if (target is { RegistersKernels: true, AllowsUnsafe: true } && registered.Length > 0)
        {
            RegistrationEmitter.Write(writer, container, registered);
        }
    }

    private static void Members(SourceWriter writer, IReadOnlyList<KernelPlan> kernels, KernelTarget target)
    {
        var loops = new NameScope();
        var twins = new List<(string Method, KernelSignature Kernel, string Twin)>();
        foreach (var plan in kernels)
        {
            var signature = plan.Signature;
            if (signature.IsKernel)
            {
                Span(writer, LaneKernel.Of(plan), loops, target);
            }

            if (signature.IsDifferentiable)
            {
                WriteGradient(writer, plan);
                if (signature.HasGradientInLanes)
                {
                    if (LaneKernel.ScratchOf(plan) is { } scratch)
                    {
                        Span(writer, scratch, loops, target);
                    }

                    Span(writer, LaneKernel.GradientOf(plan), loops, target);
                }

                TangentEmitter.Write(writer, plan);
                if (signature.WantsHessian)
                {
                    HessianEmitter.Write(writer, plan);
                }
            }

            if (signature.IsKernel && signature.IsMap && signature.IsDifferentiable && signature.WantsTensorForm && target.HasTensorMap)
            {
                TensorForm(writer, signature);
            }

            if (plan.Twin is { } twin && target.HasTwins && signature.IsMap && signature.IsKernel && signature.IsRegisterable)
            {
                var name = loops.Unique(signature.Name + "Double");
                twins.Add(("Register", signature, name));
                Twin(writer, signature, twin, name, "in double: the oracle's precision");
                if (plan.GivenTwin is { } given)
                {
                    var near = loops.Unique(signature.Name + "Given");
                    twins.Add(("RegisterGiven", signature, near));
                    Twin(writer, signature, given, near, "in double, near a point: where derivatives are given, a line through the point");
                }
            }
        }

        if (twins.Count > 0)
        {
            Registration(writer, twins);
        }
    }

    private static void WriteGradient(SourceWriter writer, KernelPlan plan)
    {
        if (plan.ProgramGradient is not null || (!plan.IsValid && plan.Signature.Parameters.Any(parameter => parameter.IsMemory)))
        {
            ProgramGradientEmitter.Write(writer, plan);
        }
        else
        {
            GradientEmitter.Write(writer, plan);
        }
    }

    private static void Span(SourceWriter writer, LaneKernel kernel, NameScope loops, KernelTarget target)
    {
        var loop = target.AllowsUnsafe && kernel.IsValid ? loops.Unique(kernel.Name + "Lanes") : null;
        new SpanOverloadEmitter(writer, kernel).Write(loop);
        writer.Blank();
        if (kernel.IsParallel)
        {
            new SpanOverloadEmitter(writer, kernel).Write(loop, isParallel: true);
            writer.Blank();
        }

        if (loop is not null)
        {
            new LaneLoopEmitter(writer, kernel, loop).Write();
            writer.Blank();
        }
    }

    private static void TensorForm(SourceWriter writer, KernelSignature signature)
    {
        var names = signature.Parameters.Select(parameter => parameter.Name).ToArray();
        var (first, second) = (signature.Parameters[0].Identifier, signature.Parameters.Count > 1 ? signature.Parameters[1].Identifier : null);
        writer.Line("/// <summary>Applies <see cref=\"" + signature.Cref + "\"/> to every " +
            (second is null ? "element of a tensor" : "pair of elements of two tensors, with broadcasting") + ".</summary>");
        writer.Line("/// <param name=\"" + names[0] + "\">A floating-point tensor of any shape.</param>");
        if (second is not null)
        {
            writer.Line("/// <param name=\"" + names[1] + "\">A tensor of the same type, of a shape that broadcasts.</param>");
        }

        writer.Line(Generated);
        writer.Line("[Primitive(PrimitiveKind.Map)]");
        writer.Line(signature.Accessibility + " static Tensor " + signature.Identifier + "(Tensor " + first + (second is null ? "" : ", Tensor " + second) +
            ") => " + first + ".Map(" + signature.Identifier + (second is null ? "" : ", " + second) + ");");
        writer.Blank();
    }

    private static void Twin(SourceWriter writer, KernelSignature signature, ScalarFunction twin, string name, string what)
    {
        var names = new NameScope();
        var arguments = twin.Parameters.Select(parameter => names.Unique(parameter.Name)).ToArray();
        writer.Line("/// <summary><see cref=\"" + signature.Cref + "\"/> " + what + ".</summary>");
        using (writer.Braces("private static double " + name + "(" + string.Join(", ", arguments.Select(argument => "double " + argument)) + ")"))
        {
            var results = new ScalarEmitter(writer, names).Write(twin, arguments);
            writer.Line("return " + results[0] + ";");
        }

        writer.Blank();
    }

    private static void Registration(SourceWriter writer, List<(string Method, KernelSignature Kernel, string Twin)> twins)
    {
        writer.Line("[ModuleInitializer]");
        using (writer.Braces("internal static void RegisterKernelTwins()"))
        {
            foreach (var (method, kernel, twin) in twins)
            {
                writer.Line("KernelTwins." + method + "(" + kernel.Identifier + ", " + twin + ");");
            }
        }
    }

    private static IEnumerable<HelperPayload> Specs(IReadOnlyList<KernelPlan> kernels)
    {
        var written = new HashSet<string>();
        return kernels
            .SelectMany(plan => plan.Helpers.Concat(plan.Payload is null ? Enumerable.Empty<HelperPayload>() : new[] { new HelperPayload(plan.Signature.Id, plan.Payload) }))
            .Where(spec => written.Add(spec.Id))
            .OrderBy(spec => spec.Id, System.StringComparer.Ordinal)
            .ToArray();
    }

    private static void Remark(SourceWriter writer, KernelContainer container, IReadOnlyList<KernelPlan> kernels)
    {
        writer.Line("// <auto-generated>");
        writer.Line("// What PicoLib wrote for the kernels of " + container.Name + ". For one element:");
        foreach (var plan in kernels)
        {
            writer.Line("//");
            writer.Line("//   " + plan.Signature.Reference);
            if (!plan.IsValid)
            {
                writer.Line("//     has an error; the build reports it.");
                continue;
            }

            foreach (var line in plan.Function is null ? Array.Empty<string>() : Formula(plan.Function))
            {
                writer.Line("//     " + line);
            }

            if (plan.ProgramGradient is { } gradient)
            {
                Saved(writer, plan.Signature, gradient);
            }

            if (plan.Signature.Reduction != KernelReduction.None)
            {
                writer.Line("//     then " + plan.Signature.Reduction + " over lanes 0..15, in one order at every width" +
                    (IsFused(plan) ? ", each product added by a fused multiply-add" : "") + ".");
            }
        }

        if (!kernels.Any(plan => plan.Signature.IsKernel))
        {
            writer.Line("// </auto-generated>");
            return;
        }

        writer.Line("//");
        writer.Line("// A span method takes sixteen elements a step, by 512, 256 or 128 bits or by scalar code (SimdWidth.Current), and masks");
        writer.Line("// the last step. All widths give the same bits.");
        writer.Line("// </auto-generated>");
    }

    /// <summary>What the gradient of a program keeps for its reverse sweep.</summary>
    private static void Saved(SourceWriter writer, KernelSignature signature, ProgramGradient gradient)
    {
        writer.Line("//     its gradient runs forward, then backward" + (gradient.Scratch is null
            ? ", and saves nothing but a few variables."
            : "; in its loops it saves what is overwritten of " + string.Join(", ", gradient.Saved) + ","));
        if (gradient.Scratch is not null)
        {
            writer.Line("//     as doubles on one scratch, whose length " + signature.Name + "GradientScratch says.");
        }
    }

    private static bool IsFused(KernelPlan plan) => LaneKernel.Of(plan).Function is { } function &&
        function.Body.Count > 0 && function.Body[function.Body.Count - 1].Opcode == ScalarOpcode.FusedMultiplyAdd;

    private static IEnumerable<string> Formula(ScalarFunction function)
    {
        var lines = new SourceWriter();
        var arguments = function.Parameters.Select(parameter => parameter.Name).ToArray();
        var results = new ScalarEmitter(lines, new NameScope(arguments)).Write(function, arguments, nestResults: true);
        foreach (var line in lines.ToString().Split(new[] { '\n' }, System.StringSplitOptions.RemoveEmptyEntries))
        {
            yield return line.StartsWith("var ", System.StringComparison.Ordinal) ? line.Substring(4).TrimEnd(';') : line;
        }

        for (var i = 0; i < results.Count; i++)
        {
            if (results[i] != function.Results[i].Name)
            {
                yield return function.Results[i].Name + " = " + results[i];
            }
        }
    }

    /// <summary>A C# string literal.</summary>
    private static string Text(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"";
}
