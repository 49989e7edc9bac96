using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Turns a bound method and its callees into one <see cref="KernelProgram"/>; calls are inlined.</summary>
internal sealed class KernelLowering
{
    /// <summary>Beyond this many instructions a lane loop no longer compiles to good code (JIT limits on locals and IL).</summary>
    public const int MaximumInstructions = 3000;

    private readonly Dictionary<string, ScalarMethodSpec> methods;
    private readonly Dictionary<string, bool> straight = new();

    private KernelLowering(ScalarProgramSpec program)
    {
        methods = program.Callees.ToDictionary(callee => callee.Id);
        Builder = new ProgramBuilder(program.Method.Name);
    }

    public ProgramBuilder Builder { get; }

    /// <returns>
    /// The program as the user wrote it, or null when it is too large. Inputs: the method's parameters in order, a uniform struct as its
    /// fields (<c>step.Rate</c>), a span as its length. Results: what it returns (<see cref="KernelProgram.ReturnValue"/>), then each
    /// <c>ref</c> and <c>out</c> parameter.
    /// </returns>
    public static KernelProgram? Lower(ScalarProgramSpec program)
    {
        try
        {
            return new KernelLowering(program).Lower(program.Method);
        }
        catch (TooLargeException)
        {
            return null;
        }
    }

    public ScalarMethodSpec Method(string id) => methods[id];

    /// <summary>Whether evaluating an expression is straight-line code that touches no memory.</summary>
    public bool IsStraight(ExpressionSpec expression) => expression switch
    {
        LoadSpec or StoreSpec or PollSpec => false,
        OperationSpec operation => operation.Operands.All(IsStraight),
        IntrinsicSpec intrinsic => intrinsic.Operands.All(IsStraight),
        ConditionalSpec choice => IsStraight(choice.Condition) && IsStraight(choice.WhenTrue) && IsStraight(choice.WhenFalse),
        AssignmentSpec assignment => IsStraight(assignment.Value),
        SequenceSpec sequence => IsStraight(sequence.First) && IsStraight(sequence.Second),
        CallSpec call => call.Arguments.All(argument => argument.Value is null || IsStraight(argument.Value)) && IsStraight(call.Callee),
        _ => true,
    };

    /// <summary>Ends the lowering when there is too much.</summary>
    public void Limit()
    {
        if (Builder.Count > MaximumInstructions)
        {
            throw new TooLargeException();
        }
    }

    /// <summary>Whether a method is straight-line code that touches no memory.</summary>
    public bool IsStraight(ScalarMethodSpec method) =>
        method.Body.All(IsStraight) && ReturnsOnlyLast(method.Body, isLast: true) && !method.Parameters.Any(parameter => parameter.Span is not null) &&
        (method.Rule is null || IsStraight(method.Rule));

    private static bool ReturnsOnlyLast(EquatableArray<StatementSpec> statements, bool isLast) =>
        Enumerable.Range(0, statements.Count).All(i => statements[i] switch
        {
            ReturnSpec => isLast && i == statements.Count - 1,
            BlockSpec block => ReturnsOnlyLast(block.Statements, isLast && i == statements.Count - 1),
            _ => true,
        });

    private bool IsStraight(string callee)
    {
        if (!straight.TryGetValue(callee, out var known))
        {
            known = IsStraight(methods[callee]);
            straight.Add(callee, known);
        }

        return known;
    }

    private bool IsStraight(StatementSpec statement) => statement switch
    {
        LocalSpec local => local.Value is null || IsStraight(local.Value),
        ExpressionStatementSpec expression => IsStraight(expression.Expression),
        BlockSpec block => block.Statements.All(IsStraight),
        ReturnSpec result => result.Value is null || IsStraight(result.Value),
        _ => false,
    };

    private KernelProgram Lower(ScalarMethodSpec method)
    {
        var lowering = new MethodLowering(this, method);
        for (var i = 0; i < method.Parameters.Count; i++)
        {
            var parameter = method.Parameters[i];
            var kind = parameter.IsElementIndex ? ProgramInputKind.ElementIndex : parameter.IsUniform ? ProgramInputKind.Uniform : ProgramInputKind.Stream;
            if (parameter.Span is { } span)
            {
                lowering.SetMemory(
                    i, Builder.Memory(new ProgramMemory(parameter.Name, parameter.Element, -1, span.IsWritable) { IsUniform = span.IsUniform }),
                    Builder.Input(parameter.Name + ".Length", ScalarType.Int32, ProgramInputKind.Uniform));
            }
            else if (parameter.Passing != ParameterPassing.Out)
            {
                lowering.SetVariable(i, Builder.Input(parameter.Name, parameter.Type, kind));
            }
        }

        lowering.Run();
        var results = method.Parameters
            .Select((parameter, i) => (parameter, i))
            .Where(p => p.parameter.Passing is ParameterPassing.Ref or ParameterPassing.Out)
            .Select(p => new ScalarResult(p.parameter.Name, lowering.Variable(p.i, p.parameter.Type)));
        return Builder.Build(method.Returns is null
            ? results.ToArray()
            : new[] { new ScalarResult(KernelProgram.ReturnValue, lowering.Result) }.Concat(results).ToArray());
    }

    private sealed class TooLargeException : Exception
    {
    }
}
