using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>Lowers the statements of one method, or of one call of it: every call has variables of its own.</summary>
internal sealed class MethodLowering
{
    private readonly ProgramBuilder builder;
    private readonly ScalarMethodSpec method;
    private readonly ExpressionLowering expressions;
    private readonly Dictionary<int, int> variables = new();
    private readonly Dictionary<int, (int Memory, int Length)> memories = new();
    private readonly Dictionary<int, string> names = new();
    private readonly HashSet<int> unnamed = new(); // parameters by reference for which the caller has no name
    private readonly Stack<(int Label, bool IsLoop)> targets = new();
    private readonly HashSet<int> tails = new(); // labels at whose end the current place arrives anyway
    private readonly KernelLowering owner;
    private int exit;

    public MethodLowering(KernelLowering owner, ScalarMethodSpec method)
    {
        this.owner = owner;
        this.method = method;
        builder = owner.Builder;
        expressions = new ExpressionLowering(owner, this);
        Result = method.Returns is { } type ? builder.Variable(KernelProgram.ReturnValue, type) : -1;
    }

    /// <summary>The variable that holds what the method returns.</summary>
    public int Result { get; }

    public void SetVariable(int slot, int variable) => variables[slot] = variable;

    /// <summary>A parameter that is a variable of the caller's, which has a name or has none.</summary>
    public void SetReference(int slot, int variable, bool isNamed)
    {
        variables[slot] = variable;
        if (!isNamed)
        {
            unnamed.Add(slot);
        }
    }

    public void SetMemory(int slot, int memory, int length) => memories[slot] = (memory, length);

    /// <summary>The variable of a slot.</summary>
    public int Variable(int slot, ScalarType type)
    {
        if (!variables.TryGetValue(slot, out var variable))
        {
            var name = slot < method.Parameters.Count ? method.Parameters[slot].Name : names.TryGetValue(slot, out var local) ? local : "value";
            variable = builder.Variable(name, type);
            variables.Add(slot, variable);
            builder.Assign(variable, builder.Constant(type, 0), isNamed: false); // never read so, if the compiler accepts the method
        }

        return variable;
    }

    public bool IsNamed(int slot) => (slot < method.Parameters.Count && !unnamed.Contains(slot)) || names.ContainsKey(slot);

    /// <summary>The memory of a span or local array, and the variable that holds its length.</summary>
    public (int Memory, int Length) Memory(int slot) => memories[slot];

    public void Run()
    {
        var rule = method.Rule is null ? null : new RuleLowering(owner, this, method);
        exit = builder.Label();
        if (owner.IsStraight(method))
        {
            Body();
        }
        else
        {
            builder.Region(exit, Body); // which goes away again where nobody leaves it early
        }

        rule?.Run();

        void Body() => Statements(method.Body, 0, new[] { exit });
    }

    /// <summary>Whether statements never arrive at their end.</summary>
    private static bool Jumps(IReadOnlyList<StatementSpec> statements) => statements.Count > 0 && statements[statements.Count - 1] switch
    {
        ReturnSpec or BreakSpec or ContinueSpec => true,
        BlockSpec block => Jumps(block.Statements),
        IfSpec branch => Jumps(branch.Then) && Jumps(branch.Else),
        _ => false,
    };

    private void Statements(IReadOnlyList<StatementSpec> statements, int first, IEnumerable<int> tailOf)
    {
        for (var i = first; i < statements.Count; i++)
        {
            owner.Limit();
            var isLast = i == statements.Count - 1 || statements[i] is ReturnSpec or BreakSpec or ContinueSpec;
            if (statements[i] is IfSpec branch && !isLast && (Jumps(branch.Then) || Jumps(branch.Else)))
            {
                // What follows belongs to the arm that goes on: then it needs no jump over it.
                var rest = statements.Skip(i + 1).ToArray();
                Branch(branch.Condition,
                    Jumps(branch.Then) ? branch.Then : branch.Then.Concat(rest).ToArray(),
                    Jumps(branch.Then) ? branch.Else.Concat(rest).ToArray() : branch.Else, tailOf);
                return;
            }

            tails.Clear();
            if (isLast)
            {
                tails.UnionWith(tailOf);
            }

            Statement(statements[i], isLast ? tailOf : Enumerable.Empty<int>());
            if (statements[i] is ReturnSpec or BreakSpec or ContinueSpec)
            {
                return;
            }
        }
    }

    private void Branch(ExpressionSpec condition, IReadOnlyList<StatementSpec> then, IReadOnlyList<StatementSpec> otherwise, IEnumerable<int> tailOf) =>
        builder.Branch(expressions.Lower(condition), () => Statements(then, 0, tailOf), () => Statements(otherwise, 0, tailOf));

    private void Statement(StatementSpec statement, IEnumerable<int> tailOf)
    {
        switch (statement)
        {
            case LocalSpec local:
                names[local.Slot] = local.Name;
                if (local.Value is { } initial)
                {
                    Assign(local.Slot, local.Type, expressions.Lower(initial));
                }

                break;
            case LocalArraySpec array:
                memories[array.Slot] = (builder.Memory(new ProgramMemory(array.Name, array.Element, array.Length, IsWritable: true)),
                    builder.Variable(array.Name + ".Length", ScalarType.Int32));
                builder.Assign(memories[array.Slot].Length, builder.Constant(ScalarType.Int32, array.Length), isNamed: false);
                if (array.IsCleared)
                {
                    builder.Clear(memories[array.Slot].Memory);
                }

                break;
            case ExpressionStatementSpec { Expression: var expression }:
                expressions.Lower(expression);
                break;
            case BlockSpec block:
                Statements(block.Statements, 0, tailOf);
                break;
            case ReturnSpec result:
                if (result.Value is { } value)
                {
                    builder.Assign(Result, expressions.Lower(value), isNamed: false);
                }

                Jump(exit, new ProgramStatement.Leave(exit));
                break;
            case IfSpec branch:
                Branch(branch.Condition, branch.Then, branch.Else, tailOf);
                break;
            case LoopSpec loop:
                Loop(loop);
                break;
            case RegionSpec region:
                var label = builder.Label();
                targets.Push((label, IsLoop: false));
                builder.Region(label, () => Statements(region.Body, 0, tailOf.Concat(new[] { label })));
                targets.Pop();
                break;
            case BreakSpec:
                Jump(targets.Peek().Label, new ProgramStatement.Leave(targets.Peek().Label));
                break;
            case ContinueSpec:
                var round = targets.First(target => target.IsLoop).Label;
                Jump(~round, new ProgramStatement.Continue(round));
                break;
        }
    }

    /// <summary>A jump to where the next statement stands anyway is none. The start of a loop's next round is known by the complement of its label.</summary>
    private void Jump(int place, ProgramStatement jump)
    {
        if (!tails.Contains(place))
        {
            builder.Jump(jump);
        }
    }

    private void Loop(LoopSpec loop)
    {
        var label = builder.Label();
        targets.Push((label, IsLoop: true));
        builder.Loop(
            label,
            () => loop.Condition is { } condition ? expressions.Lower(condition) : builder.Constant(ScalarType.Bool, 1),
            () => Statements(loop.Body, 0, new[] { ~label }),
            () => Statements(loop.Step, 0, Enumerable.Empty<int>()),
            loop.TestsAfter);
        targets.Pop();
    }

    private void Assign(int slot, ScalarType type, ProgramBuilder.Value value)
    {
        if (!variables.TryGetValue(slot, out var variable))
        {
            variable = builder.Variable(names[slot], type);
            variables.Add(slot, variable);
        }

        builder.Assign(variable, value, isNamed: true);
    }
}
