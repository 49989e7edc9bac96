using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the statements of a <see cref="LaneProgram"/>: the user's method for sixteen elements, with its loops and branches where
/// all lanes go the same way, and masks where they part.
/// </summary>
internal sealed partial class LaneProgramEmitter
{
    private readonly SourceWriter writer;
    private readonly LaneProgram program;
    private readonly NameScope scope;
    private readonly Dictionary<int, string> names;
    private readonly Dictionary<int, string> lanes = new();
    private readonly string[] memories;
    private readonly LaneDeclarations declarations;
    private readonly Stack<Jumps> open = new();

    /// <param name="writer">Receives the statements.</param>
    /// <param name="program">What to write.</param>
    /// <param name="scope">The names taken in the method.</param>
    /// <param name="inputs">What the inputs and the mask are called there.</param>
    /// <param name="memories">What the spans are called there, one for each memory; those of local arrays are wishes.</param>
    public LaneProgramEmitter(SourceWriter writer, LaneProgram program, NameScope scope, IReadOnlyDictionary<int, string> inputs, IReadOnlyList<string> memories)
    {
        this.writer = writer;
        this.program = program;
        this.scope = scope;
        names = inputs.ToDictionary(pair => pair.Key, pair => pair.Value);
        this.memories = memories.Select((name, i) => program.Memories[i] is { IsLocal: true, IsProvided: false } ? scope.Unique(name) : name).ToArray();
        declarations = new LaneDeclarations(program);
    }

    /// <summary>Names the methods of their own that the program calls, which someone else writes.</summary>
    public System.Func<LaneStatement.Method, string>? MethodName { get; init; }

    /// <summary>The lanes that a program needs.</summary>
    public static LaneSet Needs(LaneProgram program) => LaneProgram.All(program.Body)
        .Select(statement => statement switch
        {
            LaneStatement.Lanes inLanes => LaneEmitter.Needs(inLanes.Value.Function),
            LaneStatement.Scalars scalars => LaneEmitter.Needs(scalars.Value.Function),
            _ => LaneSet.Words,
        })
        .Aggregate(
            LaneSets.Of(program.Variables.Select(variable => variable.Type).Concat(program.Memories.Select(memory => memory.Element.Lane()))),
            LaneSets.With);

    /// <summary>Writes everything; the results stand in variables then.</summary>
    /// <returns>An expression in lanes for each result.</returns>
    public IReadOnlyList<string> Write()
    {
        var used = new HashSet<int>(LaneProgram.All(program.Body).SelectMany(LaneProgram.MemoriesOf));
        for (var i = 0; i < memories.Length; i++)
        {
            var memory = program.Memories[i];
            if (memory.IsProvided)
            {
                continue;
            }

            if (memory.IsLocal && used.Contains(i) && (IsScalar || memory.IsCommon))
            {
                ScalarArray(i);
            }
            else if (memory.IsLocal && used.Contains(i))
            {
                var type = LaneLoopEmitter.ElementOf(memory.Element);
                var storage = scope.Unique(memory.Name + "Memory");
                writer.Line("var " + storage + " = stackalloc " + type + "[16 * " + memory.Length + "];");
                writer.Line("var " + memories[i] + " = new PinnedSpan<" + type + ">(" + storage + ", 16 * " + memory.Length + ");");
            }
        }

        foreach (var input in program.Inputs.Where(input => IsReadInLanes(input.Variable)))
        {
            // In every lane once, and not again and again inside loops.
            var local = scope.Unique(names[input.Variable].Contains('.') ? names[input.Variable] : names[input.Variable] + "Lanes");
            writer.Line("var " + local + " = " + InLanes(input.Variable) + ";");
            lanes[input.Variable] = local;
        }

        List(program.Body);
        foreach (var variable in declarations.Before(program.Body, program.Body.Count))
        {
            Default(variable);
        }

        return program.Results.Select(result => IsScalar ? Name(result.Value) : InLanes(result.Value)).ToArray();
    }

    /// <summary>Whether lanes read an input that is a scalar and stays what it is.</summary>
    private bool IsReadInLanes(int input) => program.Variables[input].Form != LaneForm.Varying && !LaneProgram.All(program.Body).Any(statement =>
        LaneProgram.AssignedBy(statement).Contains(input)) && LaneProgram.All(program.Body).Any(statement =>
        statement is LaneStatement.Lanes inLanes && Enumerable.Range(0, inLanes.Value.Inputs.Count).Any(i =>
            inLanes.Value.Inputs[i] == input && inLanes.Value.Function.Body.Any(instruction =>
                instruction.Operands.Contains(i) && !(instruction.Opcode == ScalarOpcode.Load && program.Variables[input].Form == LaneForm.Linear))));

    /// <summary>What a variable is called.</summary>
    public string Name(int variable)
    {
        if (!names.TryGetValue(variable, out var name))
        {
            name = scope.Unique(program.Variables[variable].Name);
            names.Add(variable, name);
        }

        return name;
    }

    /// <summary>A variable's value in all lanes.</summary>
    private string InLanes(int variable)
    {
        if (lanes.TryGetValue(variable, out var local))
        {
            return local;
        }

        var declaration = program.Variables[variable];
        return declaration.Form switch
        {
            LaneForm.Varying => Name(variable),
            LaneForm.Linear => "S.Add(S.Broadcast(" + Name(variable) + "), S.LaneIndex)",
            _ => LaneEmitter.Broadcast(declaration.Type, Name(variable)),
        };
    }

    private void Default(int variable)
    {
        writer.Line(TypeOf(program.Variables[variable]) + " " + Name(variable) + " = default;");
    }

    /// <summary>The type of a variable in generated code: of its lanes, or the scalar.</summary>
    public static string TypeOf(LaneVariable variable) =>
        variable.Form == LaneForm.Varying ? LaneEmitter.TypeOf(variable.Type) : ScalarEmitter.TypeOf(variable.Type);

    private void List(EquatableArray<LaneStatement> list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            foreach (var variable in declarations.Before(list, i))
            {
                Default(variable);
            }

            if (i + 1 < list.Count && CountsWith(list, i) is { } start)
            {
                Loop((LaneStatement.Loop)list[++i], start);
            }
            else
            {
                Statement(list, i);
            }

            if (IsScalar && list[i] is (LaneStatement.Loop or LaneStatement.Branch))
            {
                writer.Blank();
            }
        }
    }

    private void Statement(EquatableArray<LaneStatement> list, int index)
    {
        switch (list[index])
        {
            case LaneStatement.Scalars scalars:
                Assign(list, index, scalars.Value, scalars.Outputs, Scalar(scalars.Value), _ => null);
                break;
            case LaneStatement.Lanes inLanes:
                var results = new LaneEmitter(writer, scope, (instruction, place) => Load(inLanes, instruction, place))
                    .Write(inLanes.Value.Function, inLanes.Value.Inputs.Select((input, i) => Argument(inLanes, input, i)).ToArray(), nestResults: true);
                Assign(list, index, inLanes.Value, inLanes.Outputs, results, i => inLanes.Keeps[i] ? Name(inLanes.Mask) : null);
                break;
            case LaneStatement.Store store:
                Store(store);
                break;
            case LaneStatement.Poll poll:
                Poll(list, index, poll);
                break;
            case LaneStatement.LoadRows rows:
                LoadRows(list, index, rows);
                break;
            case LaneStatement.Method method:
                Call(list, index, method);
                break;
            case LaneStatement.Write write:
                Write(write);
                break;
            case LaneStatement.Clear clear:
                Clear(clear);
                break;
            case LaneStatement.Branch branch:
                Branch(branch);
                break;
            case LaneStatement.WhereAny any:
                using (writer.Braces("if (S.Any(" + Name(any.Mask) + "))"))
                {
                    List(any.Body);
                }

                break;
            case LaneStatement.Loop loop:
                Loop(loop);
                break;
            case LaneStatement.Region region:
                open.Push(new Jumps(region.Label, isLoop: false, null));
                using (writer.Open())
                {
                    List(region.Body);
                }

                Land(open.Pop().Left);
                break;
            case LaneStatement.Leave leave:
                writer.Line(Leave(leave.Label));
                break;
            case LaneStatement.Continue next:
                writer.Line(Continue(next.Label));
                break;
            case LaneStatement.LeaveUnlessAny leave:
                using (writer.Braces("if (!S.Any(" + Name(leave.Mask) + "))"))
                {
                    writer.Line(Leave(leave.Label));
                }

                writer.Blank();
                break;
        }
    }

    private IReadOnlyList<string> Scalar(Computation computation) =>
        new ScalarEmitter(writer, scope, program.Memories, memories).Write(computation.Function, computation.Inputs.Select(Name).ToArray(), nestResults: true);

    /// <summary>Assigns results to variables as if at once: whoever reads an old value is served before it changes.</summary>
    private void Assign(
        EquatableArray<LaneStatement> list, int index, Computation value, EquatableArray<int> outputs, IReadOnlyList<string> results, System.Func<int, string?> keeps)
    {
        var texts = results.ToArray();
        var reads = Enumerable.Range(0, outputs.Count).Select(i => Reads(value, i)).ToArray();
        var pending = Enumerable.Range(0, outputs.Count).ToList();
        while (pending.Count > 0)
        {
            var next = pending.FindIndex(i => pending.All(other => other == i || !reads[other].Contains(outputs[i])));
            if (next < 0)
            {
                var held = pending.First(other => reads[other].Count > 0); // one that is held already reads nothing
                var copy = scope.Unique("new." + program.Variables[outputs[held]].Name);
                writer.Line("var " + copy + " = " + texts[held] + ";");
                (texts[held], reads[held]) = (copy, new HashSet<int>());
                continue;
            }

            var i = pending[next];
            pending.RemoveAt(next);
            var output = outputs[i];
            if (declarations.DeclaredAt(list, index, output) && IsFinal(output) && NameScope.IsIdentifier(texts[i]) && !names.ContainsValue(texts[i]))
            {
                names[output] = texts[i]; // a local just written, which nobody changes
            }
            else if (declarations.DeclaredAt(list, index, output))
            {
                writer.Line("var " + Name(output) + " = " + texts[i] + ";");
            }
            else if (Name(output) is var scalar && IsScalar && texts[i] != scalar)
            {
                writer.Line(Update(value, i, scalar, texts[i]));
            }
            else if (Name(output) is var name && texts[i] != name)
            {
                writer.Line(name + " = " + (keeps(i) is { } mask ? "S.Select(" + mask + ", " + texts[i] + ", " + name + ")" : texts[i]) + ";");
            }
        }
    }

    /// <summary>Whether a variable is assigned in one place only.</summary>
    private bool IsFinal(int variable) =>
        LaneProgram.All(program.Body).Sum(statement => LaneProgram.AssignedBy(statement).Count(output => output == variable)) == 1 && program.Inputs.All(input => input.Variable != variable);

    /// <summary>The variables that a result is computed from.</summary>
    private static HashSet<int> Reads(Computation computation, int result)
    {
        var function = computation.Function;
        var seen = new HashSet<int>();
        var pending = new Stack<int>(new[] { function.Results[result].Value });
        while (pending.Count > 0)
        {
            var value = pending.Pop();
            if (seen.Add(value) && value >= function.Parameters.Count)
            {
                foreach (var operand in function.Body[value - function.Parameters.Count].Operands)
                {
                    pending.Push(operand);
                }
            }
        }

        return new HashSet<int>(seen.Where(value => value < function.Parameters.Count).Select(value => computation.Inputs[value]));
    }

    private void Branch(LaneStatement.Branch branch)
    {
        var condition = Scalar(branch.Condition)[0];
        if (branch.Then.Count == 0)
        {
            using (writer.Braces("if (!(" + condition + "))"))
            {
                List(branch.Else);
            }

            return;
        }

        using (writer.Braces("if (" + condition + ")"))
        {
            List(branch.Then);
        }

        if (branch.Else.Count > 0)
        {
            using (writer.Braces("else"))
            {
                List(branch.Else);
            }
        }
    }
}
