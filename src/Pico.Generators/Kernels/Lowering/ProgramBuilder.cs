using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Kernels;

/// <summary>
/// Builds a <see cref="KernelProgram"/> from front to back. Straight-line code gathers in a block; control flow and stores
/// close it. A value of an earlier block that is used again goes through a variable of its own.
/// </summary>
internal sealed class ProgramBuilder
{
    private readonly List<ProgramVariable> variables = new();
    private readonly List<ProgramMemory> memories = new();
    private readonly List<ProgramInput> inputs = new();
    private readonly Stack<List<Func<ProgramStatement?>>> open = new();
    private readonly string name;
    private Block? block;
    private int labels;
    private int closed;

    public ProgramBuilder(string name)
    {
        this.name = name;
        open.Push(new List<Func<ProgramStatement?>>());
    }

    /// <summary>The user's expression that instructions come from.</summary>
    public int Origin { get; set; } = -1;

    /// <summary>How many instructions and statements there are.</summary>
    public int Count => closed + (block?.Builder.Count ?? 0);

    public int Variable(string variable, ScalarType type)
    {
        variables.Add(new ProgramVariable(variable, type));
        return variables.Count - 1;
    }

    public int Input(string variable, ScalarType type, ProgramInputKind kind)
    {
        inputs.Add(new ProgramInput(Variable(variable, type), kind));
        return variables.Count - 1;
    }

    public int Memory(ProgramMemory memory)
    {
        memories.Add(memory);
        return memories.Count - 1;
    }

    public int Label() => labels++;

    public ScalarType TypeOf(int variable) => variables[variable].Type;

    /// <summary>The value of a variable now.</summary>
    public Value Read(int variable) => new(Current, Current.Read(variable, variables[variable]));

    /// <summary>Assigns a variable; <paramref name="isNamed"/>: the value is then called as the variable is.</summary>
    public void Assign(int variable, Value value, bool isNamed)
    {
        var id = Use(value);
        Current.Assign(variable, id);
        if (isNamed && Current.Builder.Definition(id) is { Opcode: not ScalarOpcode.Constant })
        {
            Current.Builder.SetName(id, variables[variable].Name);
        }
    }

    public Value Constant(ScalarType type, long bits) => new(Current, Current.Builder.Constant(type, bits));

    public Value Emit(ScalarOpcode opcode, ScalarType type, params Value[] operands)
    {
        var ids = operands.Select(Use).ToArray();
        Current.Builder.Origin = Origin;
        return new Value(Current, Current.Builder.Emit(opcode, type, ids));
    }

    /// <summary>Instructions that someone else writes, from operands to the result.</summary>
    public Value Emit(Func<ScalarBuilder, int[], int> write, params Value[] operands)
    {
        var ids = operands.Select(Use).ToArray();
        Current.Builder.Origin = Origin;
        return new Value(Current, write(Current.Builder, ids));
    }

    public Value Load(int memory, Value index)
    {
        var id = Use(index);
        return new Value(Current, Current.Builder.Emit(new ScalarInstruction(
            ScalarOpcode.Load, memories[memory].Element.Lane(), EquatableArray.Of(id), memory, Origin: Origin)));
    }

    /// <summary>
    /// Two ways to go on, of which neither has control flow or memory: both are computed, and what they assign is selected.
    /// </summary>
    public Value Choose(Value condition, ScalarType type, int origin, Func<Value> whenTrue, Func<Value> whenFalse)
    {
        var test = Use(condition);
        var here = Current;
        var before = here.Values;
        here.Values = new Dictionary<int, int>(before);
        var first = whenTrue();
        var afterTrue = here.Values;
        here.Values = new Dictionary<int, int>(before);
        var second = whenFalse();
        here.Builder.Origin = origin;
        foreach (var variable in afterTrue.Keys.Concat(here.Values.Keys).Distinct().OrderBy(variable => variable).ToArray())
        {
            var (a, b) = (afterTrue.TryGetValue(variable, out var x) ? x : -1, here.Values.TryGetValue(variable, out var y) ? y : -1);
            if (a != b)
            {
                a = a >= 0 ? a : here.Read(variable, variables[variable]);
                b = b >= 0 ? b : here.Read(variable, variables[variable]);
                here.Assign(variable, here.Builder.Emit(ScalarOpcode.Select, variables[variable].Type, test, a, b));
            }
        }

        return new Value(here, here.Builder.Emit(ScalarOpcode.Select, type, test, Use(first), Use(second)));
    }

    public void Store(int memory, Value index, Value value)
    {
        var (place, stored) = (Spill(index), Spill(value));
        Close();
        var origin = Origin;
        var function = new ScalarBuilder(name);
        var parameters = new[] { place, stored }.Select(variable => function.Parameter(variables[variable].Name, variables[variable].Type)).ToArray();
        Add(() => new ProgramStatement.Store(memory, new Computation(
            function.Build(new ScalarResult("index", parameters[0]), new ScalarResult("value", parameters[1])), EquatableArray.Of(place, stored)), origin));
    }

    /// <summary>Asks all lanes.</summary>
    public Value Poll(Vote vote, Value condition)
    {
        var test = Spill(condition);
        Close();
        var outcome = Variable(vote.ToString().ToLowerInvariant(), vote.Type());
        Add(() => new ProgramStatement.Poll(vote, Of(test), outcome));
        return Read(outcome);
    }

    /// <summary>A local array comes into scope, all zeros.</summary>
    public void Clear(int memory)
    {
        Close();
        Add(() => new ProgramStatement.Clear(memory));
    }

    public void Branch(Value condition, Action then, Action otherwise)
    {
        var test = Spill(condition);
        Close();
        var (first, second) = (List(then), List(otherwise));
        Add(() => new ProgramStatement.Branch(Of(test), Finish(first), Finish(second)));
    }

    public void Loop(int label, Func<Value> condition, Action body, Action step, bool testsAfter)
    {
        Close();
        var test = -1;
        void Header() => test = Spill(condition());
        var (header, inner, last) = (List(Header), List(body), List(step));
        Add(() => new ProgramStatement.Loop(label, Finish(header), Of(test), Finish(inner), Finish(last), testsAfter));
    }

    public void Region(int label, Action body)
    {
        Close();
        var inner = List(body);
        Add(() => new ProgramStatement.Region(label, Finish(inner)));
    }

    public void Jump(ProgramStatement jump)
    {
        Close();
        Add(() => jump);
    }

    public KernelProgram Build(IEnumerable<ScalarResult> results)
    {
        Close();
        var body = Finish(open.Peek()); // first: it makes variables
        return new KernelProgram(
            name, variables.ToEquatableArray(), memories.ToEquatableArray(), inputs.ToEquatableArray(), body, results.ToEquatableArray());
    }

    private Block Current => block ??= Open();

    private Block Open()
    {
        var opened = new Block(name);
        Add(() => opened.Build());
        return opened;
    }

    private void Close()
    {
        closed += (block?.Builder.Count ?? 0) + 1;
        block = null;
    }

    private void Add(Func<ProgramStatement?> statement) => open.Peek().Add(statement);

    private List<Func<ProgramStatement?>> List(Action write)
    {
        open.Push(new List<Func<ProgramStatement?>>());
        write();
        Close();
        return open.Pop();
    }

    private static EquatableArray<ProgramStatement> Finish(List<Func<ProgramStatement?>> statements) =>
        statements.Select(statement => statement()).OfType<ProgramStatement>().ToEquatableArray();

    /// <summary>A value in the block that is open.</summary>
    private int Use(Value value) => value.Block == Current ? value.Id
        : value.Block.Builder.Definition(value.Id) is { Opcode: ScalarOpcode.Constant } constant ? Current.Builder.Constant(constant.Type, constant.Constant)
        : Current.Read(Spill(value), variables[Spill(value)]);

    /// <summary>A variable that holds a value from the end of its block on.</summary>
    private int Spill(Value value)
    {
        if (!value.Block.Exports.TryGetValue(value.Id, out var variable))
        {
            var wish = value.Block.Builder.Definition(value.Id)?.Name;
            variable = Variable(wish ?? "value", value.Block.Builder.TypeOf(value.Id));
            value.Block.Exports.Add(value.Id, variable);
        }

        return variable;
    }

    private Computation Of(int variable)
    {
        var function = new ScalarBuilder(name);
        var parameter = function.Parameter(variables[variable].Name, variables[variable].Type);
        return new Computation(function.Build(new ScalarResult("value", parameter)), EquatableArray.Of(variable));
    }

    /// <summary>A value that a block has computed.</summary>
    public readonly record struct Value(Block Block, int Id);

    /// <summary>Straight-line code that is being built.</summary>
    public sealed class Block
    {
        private readonly List<int> imports = new();
        private readonly Dictionary<int, int> imported = new();

        public Block(string name) => Builder = new ScalarBuilder(name);

        public ScalarBuilder Builder { get; }

        /// <summary>What variables hold now, of those that have been read or assigned.</summary>
        public Dictionary<int, int> Values { get; set; } = new();

        /// <summary>Values that outlive the block, and the variables that hold them.</summary>
        public Dictionary<int, int> Exports { get; } = new();

        public int Read(int variable, ProgramVariable declaration)
        {
            if (Values.TryGetValue(variable, out var value))
            {
                return value;
            }

            if (!imported.TryGetValue(variable, out value))
            {
                value = Builder.Parameter(declaration.Name, declaration.Type);
                imports.Add(variable);
                imported.Add(variable, value);
            }

            Values[variable] = value;
            return value;
        }

        public void Assign(int variable, int value) => Values[variable] = value;

        public ProgramStatement? Build()
        {
            var outputs = Values
                .Where(pair => !imported.TryGetValue(pair.Key, out var import) || import != pair.Value)
                .OrderBy(pair => pair.Key)
                .Select(pair => (Variable: pair.Key, Value: pair.Value))
                .Concat(Exports.Select(pair => (Variable: pair.Value, Value: pair.Key)))
                .ToArray();
            return outputs.Length == 0 ? null : new ProgramStatement.Compute(
                new Computation(
                    Builder.Build(outputs.Select(output => new ScalarResult("v" + output.Variable, output.Value)).ToArray()),
                    imports.ToEquatableArray()),
                outputs.Select(output => output.Variable).ToEquatableArray());
        }
    }
}
