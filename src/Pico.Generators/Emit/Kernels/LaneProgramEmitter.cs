using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes the statements of a <see cref="LaneProgram"/>: the user's method for sixteen elements, with its loops and branches where
/// all lanes go the same way, and masks where they part.
/// </summary>
internal sealed class LaneProgramEmitter
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
        this.memories = memories.Select((name, i) => program.Memories[i].IsLocal ? scope.Unique(name) : name).ToArray();
        declarations = new LaneDeclarations(program);
    }

    /// <summary>Whether any value is a double.</summary>
    public static bool NeedsDouble(LaneProgram program) =>
        program.Variables.Any(variable => variable.Type == ScalarType.Float64) ||
        program.Memories.Any(memory => memory.Element == MemoryElement.Float64) ||
        LaneProgram.All(program.Body).Any(statement => statement switch
        {
            LaneStatement.Lanes inLanes => LaneEmitter.NeedsDouble(inLanes.Value.Function),
            LaneStatement.Scalars scalars => LaneEmitter.NeedsDouble(scalars.Value.Function),
            _ => false,
        });

    /// <summary>Writes everything; the results stand in variables then.</summary>
    /// <returns>An expression in lanes for each result.</returns>
    public IReadOnlyList<string> Write()
    {
        var used = new HashSet<int>(LaneProgram.All(program.Body).SelectMany(LaneProgram.MemoriesOf));
        for (var i = 0; i < memories.Length; i++)
        {
            var memory = program.Memories[i];
            if (memory.IsLocal && used.Contains(i))
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

        return program.Results.Select(result => InLanes(result.Value)).ToArray();
    }

    /// <summary>Whether lanes read an input that is a scalar and stays what it is.</summary>
    private bool IsReadInLanes(int input) => program.Variables[input].Form != LaneForm.Varying && !LaneProgram.All(program.Body).Any(statement =>
        statement is LaneStatement.Scalars scalars && scalars.Outputs.Contains(input)) && LaneProgram.All(program.Body).Any(statement =>
        statement is LaneStatement.Lanes inLanes && Enumerable.Range(0, inLanes.Value.Inputs.Count).Any(i =>
            inLanes.Value.Inputs[i] == input && inLanes.Value.Function.Body.Any(instruction =>
                instruction.Operands.Contains(i) && !(instruction.Opcode == ScalarOpcode.Load && program.Variables[input].Form == LaneForm.Linear))));

    private string Name(int variable)
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
        var declaration = program.Variables[variable];
        writer.Line((declaration.Form == LaneForm.Varying ? LaneEmitter.TypeOf(declaration.Type) : ScalarEmitter.TypeOf(declaration.Type)) +
            " " + Name(variable) + " = default;");
    }

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
                continue;
            }

            Statement(list, i);
        }
    }

    /// <summary>What a <c>for</c> declares, if the statement before a loop only starts its counter and nobody reads that afterwards.</summary>
    private string? CountsWith(EquatableArray<LaneStatement> list, int index)
    {
        if (list[index] is not LaneStatement.Scalars { Outputs.Count: 1 } start || !declarations.DeclaredAt(list, index, start.Outputs[0]) ||
            list[index + 1] is not LaneStatement.Loop { TestsAfter: false, Header.Count: 0, Step.Count: 1 } loop ||
            loop.Step[0] is not LaneStatement.Scalars { Outputs.Count: 1 } step || step.Outputs[0] != start.Outputs[0] ||
            declarations.Before(list, index + 1).Any() || Step(loop) is null || !IsPlain(loop.Condition) || !IsPlain(start.Value) ||
            list.Skip(index + 2).Any(later => LaneProgram.All(new[] { later }).Any(statement => LaneProgram.VariablesOf(statement).Contains(start.Outputs[0]))) ||
            program.Results.Any(result => result.Value == start.Outputs[0]))
        {
            return null;
        }

        var value = Scalar(start.Value)[0];
        return "var " + Name(start.Outputs[0]) + " = " + value;
    }

    /// <summary>Whether scalars are one expression.</summary>
    private bool IsPlain(Computation computation)
    {
        var probe = new SourceWriter();
        new ScalarEmitter(probe, scope.Inner(), program.Memories, memories).Write(computation.Function, computation.Inputs.Select(Name).ToArray(), nestResults: true);
        return probe.ToString().Length == 0;
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
            case LaneStatement.Clear clear:
                writer.Line(memories[clear.Memory] + ".Clear();");
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

    private string Argument(LaneStatement.Lanes inLanes, int variable, int parameter)
    {
        // The index of a load may stay a scalar: then the lanes lie side by side, or are all the same.
        var form = program.Variables[variable].Form;
        var isIndex = form != LaneForm.Varying && inLanes.Value.Function.Results.All(result => result.Value != parameter) && inLanes.Value.Function.Body.Any(instruction => instruction.Operands.Contains(parameter)) &&
            inLanes.Value.Function.Body.Where(instruction => instruction.Operands.Contains(parameter)).All(instruction => IsScalarIndexed(instruction, form));
        return isIndex ? Name(variable) : InLanes(variable);
    }

    private bool IsScalarIndexed(ScalarInstruction instruction, LaneForm form) => instruction.Opcode == ScalarOpcode.Load &&
        form == (program.Memories[(int)instruction.Constant].IsLocal ? LaneForm.Uniform : LaneForm.Linear);

    private string Load(LaneStatement.Lanes inLanes, ScalarInstruction instruction, string place)
    {
        var memory = program.Memories[(int)instruction.Constant];
        var name = memories[(int)instruction.Constant];
        var index = instruction.Operands[0];
        var function = inLanes.Value.Function;
        var form = index < function.Parameters.Count ? program.Variables[inLanes.Value.Inputs[index]].Form
            : function.Body[index - function.Parameters.Count].Opcode == ScalarOpcode.Constant ? LaneForm.Uniform
            : LaneForm.Varying;
        if (memory.IsLocal && form == LaneForm.Uniform)
        {
            var scalar = index < function.Parameters.Count ? Name(inLanes.Value.Inputs[index]) : ScalarLiteral.Of(function.Body[index - function.Parameters.Count]);
            return Of("Load", memory) + name + ", 16 * " + scalar + ")";
        }

        if (!memory.IsLocal && form == LaneForm.Linear)
        {
            return Of("Load", memory) + name + ", " + Name(inLanes.Value.Inputs[index]) + ", " + Name(inLanes.Mask) + ")";
        }

        return Of("Gather", memory) + name + ", " + (memory.IsLocal ? OwnPlace(place) : place) + ", " + Name(inLanes.Mask) + ")";
    }

    /// <summary>The start of a call: what a memory of doubles needs, others do not.</summary>
    private static string Of(string operation, ProgramMemory memory) =>
        "LaneMemory." + operation + (memory.Element == MemoryElement.Float64 ? "<S, F, I, D>(" : "<S, F, I>(");

    /// <summary>Of a local array, element i of all lanes lies side by side.</summary>
    private static string OwnPlace(string index) => "S.Add(S.ShiftLeft(" + index + ", 4), S.LaneIndex)";

    private void Store(LaneStatement.Store store)
    {
        var memory = program.Memories[store.Memory];
        var function = store.Place.Function;
        var (name, mask) = (memories[store.Memory], Name(store.Mask));
        var (index, form, lanesOfIndex) = Place(0);
        var value = Place(1).InLanes;
        if (memory.IsLocal && form == LaneForm.Uniform)
        {
            var place = name + ", 16 * " + index;
            writer.Line(Of("Store", memory) + place + ", " + (store.Keeps ? "S.Select(" + mask + ", " + value + ", " + Of("Load", memory) + place + "))" : value) + ");");
            return;
        }

        writer.Line(!memory.IsLocal && form == LaneForm.Linear
            ? Of("Store", memory) + name + ", " + index + ", " + value + ", " + mask + ");"
            : Of("Scatter", memory) + name + ", " + (memory.IsLocal ? OwnPlace(lanesOfIndex) : lanesOfIndex) + ", " + value + ", " + mask + ");");

        (string Scalar, LaneForm Form, string InLanes) Place(int result)
        {
            var at = function.Results[result].Value;
            if (at < function.Parameters.Count)
            {
                var variable = store.Place.Inputs[at];
                return (Name(variable), program.Variables[variable].Form, InLanes(variable));
            }

            var constant = function.Body[at - function.Parameters.Count];
            return (ScalarLiteral.Of(constant), LaneForm.Uniform, LaneEmitter.Broadcast(constant));
        }
    }

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
                var held = pending[0];
                var copy = scope.Unique("new." + program.Variables[outputs[held]].Name);
                writer.Line("var " + copy + " = " + texts[held] + ";");
                (texts[held], reads[held]) = (copy, new HashSet<int>());
                continue;
            }

            var i = pending[next];
            pending.RemoveAt(next);
            var output = outputs[i];
            var name = Name(output);
            if (declarations.DeclaredAt(list, index, output))
            {
                writer.Line("var " + name + " = " + texts[i] + ";");
            }
            else if (texts[i] != name)
            {
                writer.Line(name + " = " + (keeps(i) is { } mask ? "S.Select(" + mask + ", " + texts[i] + ", " + name + ")" : texts[i]) + ";");
            }
        }
    }

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

    private void Loop(LaneStatement.Loop loop, string start = "")
    {
        // What a condition needs beforehand, it needs in every round.
        var isPlain = loop.Header.Count == 0 && IsPlain(loop.Condition);
        if (isPlain && !loop.TestsAfter && loop.Step.Count <= 1 && Step(loop) is { } step)
        {
            var jumps = new Jumps(loop.Label, isLoop: true, null);
            open.Push(jumps);
            var condition = Scalar(loop.Condition)[0];
            using (writer.Braces(step.Length == 0 ? "while (" + condition + ")" : "for (" + start + "; " + (condition == "true" ? "" : condition) + "; " + step + ")"))
            {
                List(loop.Body);
                Land(jumps.IsContinued ? jumps.Next : null);
            }

            open.Pop();
            Land(jumps.Left);
            return;
        }

        var general = new Jumps(loop.Label, isLoop: true, scope.Unique("next"));
        open.Push(general);
        using (writer.Braces("while (true)"))
        {
            if (!loop.TestsAfter)
            {
                Test(loop);
            }

            List(loop.Body);
            Land(general.IsContinued ? general.Next : null);
            List(loop.Step);
            if (loop.TestsAfter)
            {
                Test(loop);
            }
        }

        open.Pop();
        Land(general.Left);
    }

    private void Test(LaneStatement.Loop loop)
    {
        List(loop.Header);
        var condition = Scalar(loop.Condition)[0];
        if (condition == "true")
        {
            return;
        }

        using (writer.Braces("if (!(" + condition + "))"))
        {
            writer.Line("break;");
        }

        writer.Blank();
    }

    /// <summary>The step of a <c>for</c>; empty if there is none, null if it is more than one scalar assignment.</summary>
    private string? Step(LaneStatement.Loop loop)
    {
        if (loop.Step.Count == 0)
        {
            return "";
        }

        if (loop.Step[0] is not LaneStatement.Scalars { Outputs.Count: 1 } scalars)
        {
            return null;
        }

        var name = Name(scalars.Outputs[0]);
        var probe = new SourceWriter();
        var value = new ScalarEmitter(probe, scope.Inner(), program.Memories, memories)
            .Write(scalars.Value.Function, scalars.Value.Inputs.Select(Name).ToArray(), nestResults: true)[0];
        return probe.ToString().Length > 0 ? null
            : value == name + " + 1" ? name + "++"
            : value == name + " - 1" ? name + "--"
            : value.StartsWith(name + " + ", System.StringComparison.Ordinal) ? name + " += " + value.Substring(name.Length + 3)
            : name + " = " + value;
    }

    private string Leave(int label)
    {
        var target = open.First(jumps => jumps.Label == label);
        if (target == open.First(jumps => jumps.IsLoop || jumps.Label == label) && target.IsLoop)
        {
            return "break;";
        }

        target.Left ??= scope.Unique("done");
        return "goto " + target.Left + ";";
    }

    private string Continue(int label)
    {
        var target = open.First(jumps => jumps.Label == label);
        if (target.Next is null && target == open.First(jumps => jumps.IsLoop))
        {
            return "continue;";
        }

        target.Next ??= scope.Unique("next");
        target.IsContinued = true;
        return "goto " + target.Next + ";";
    }

    private void Land(string? label)
    {
        if (label is not null)
        {
            writer.Line(label + ":");
            writer.Line(";");
        }
    }

    /// <summary>A construct that can be left, and the labels that jumps out of inner ones made necessary.</summary>
    private sealed class Jumps
    {
        public Jumps(int label, bool isLoop, string? next)
        {
            Label = label;
            IsLoop = isLoop;
            Next = next;
        }

        public int Label { get; }

        public bool IsLoop { get; }

        /// <summary>The label at the end of a construct.</summary>
        public string? Left { get; set; }

        /// <summary>The label before the step of a loop that is no <c>for</c>.</summary>
        public string? Next { get; set; }

        public bool IsContinued { get; set; }
    }
}
