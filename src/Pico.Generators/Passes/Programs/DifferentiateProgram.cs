using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Reverse mode of structured programs, by storing (Griewank and Walther 2008, chapter 4). The forward sweep is the program; before it
/// overwrites a value that the reverse sweep needs, it saves the old one. The reverse sweep undoes statement by statement, last
/// first: it restores what the statement overwrote and adds the statement's adjoint. Control flow is undone by ordinary variables that
/// are saved as others are: how many rounds a loop has made, which jump left a construct.
/// </summary>
/// <remarks>
/// What is saved is decided by liveness in the reverse sweep: everything at first, then only what is read. Inside loops it goes to one
/// scratch memory, a stack; elsewhere to variables. The scratch holds doubles, which represent all scalar types exactly, or floats, which do so with
/// numbers of 32 bits.
/// </remarks>
internal sealed partial class DifferentiateProgram
{
    private const int MaximumRounds = 8; // each drops what only the dropped needed

    private readonly KernelProgram program;
    private readonly FindActive active;
    private readonly HashSet<int> dropped;
    private readonly HashSet<int> unread;
    private readonly ScalarType saves;
    private readonly List<ProgramVariable> variables;
    private readonly List<ProgramMemory> memories;
    private readonly Dictionary<int, int> adjoints = new();
    private readonly Dictionary<int, int> memoryAdjoints = new();
    private readonly List<(ProgramStatement.Compute Pop, int Record, int Variable, bool IsScratch)> pops = new();
    private readonly Dictionary<int, int> clears; // how many there are of a memory, before this point of the program
    private readonly int upstream;
    private readonly int saved;
    private readonly int scratch;
    private HashSet<int> zero; // adjoints that are known to be zero at this point of the reverse sweep
    private int depth;
    private int records;
    private int labels;
    private (ScalarOpcode Opcode, int Origin)? missing;

    private DifferentiateProgram(KernelProgram program, FindActive active, HashSet<int> dropped, HashSet<int> unread, ScalarType saves)
    {
        this.program = program;
        this.active = active;
        this.dropped = dropped;
        this.unread = unread;
        this.saves = saves;
        variables = program.Variables.ToList();
        memories = program.Memories.ToList();
        for (var variable = 0; variable < program.Variables.Count; variable++)
        {
            if (active.IsActive(variable))
            {
                adjoints[variable] = Variable(program.Variables[variable].Name + "Gradient", program.Variables[variable].Type);
            }
        }

        for (var memory = 0; memory < program.Memories.Count; memory++)
        {
            if (active.IsActiveMemory(memory))
            {
                memories.Add(program.Memories[memory] with { Name = program.Memories[memory].Name + "Gradient", IsWritable = true });
                memoryAdjoints[memory] = memories.Count - 1;
            }
        }

        clears = KernelProgram.All(program.Body).OfType<ProgramStatement.Clear>().GroupBy(clear => clear.Memory).ToDictionary(group => group.Key, group => group.Count());
        upstream = Variable("upstream", program.Variables[program.Results[0].Value].Type);
        saved = Variable("saved", ScalarType.Int32);
        memories.Add(new ProgramMemory("scratch", saves.Memory(), -1, IsWritable: true));
        scratch = memories.Count - 1;
        labels = KernelProgram.All(program.Body).Aggregate(0, (most, statement) => System.Math.Max(most, LabelOf(statement))) + 1;
        Collect(FindLiveVariables.Run(program), nodes);
        zero = new HashSet<int>(adjoints.Where(pair => pair.Key != program.Results[0].Value).Select(pair => pair.Value));
    }

    /// <param name="program">A program that returns a float and writes no memory but its own.</param>
    /// <param name="saves">What the scratch holds: double, or float where no value has more than 32 bits.</param>
    public static ProgramGradient Run(KernelProgram program, ScalarType saves = ScalarType.Float64)
    {
        var active = FindActive.Run(program);
        var (dropped, unread) = (new HashSet<int>(), new HashSet<int>());
        for (var round = 0; ; round++)
        {
            var pass = new DifferentiateProgram(program, active, dropped, unread, saves);
            var (forward, reverse) = pass.Sweep(program.Body);
            if ((active.WithoutDerivative ?? pass.missing) is var (opcode, origin))
            {
                return new ProgramGradient(null, null, default, -1, default, opcode, origin);
            }

            var adjoint = pass.Assemble(forward, reverse);
            if (round == MaximumRounds || !pass.Drop(adjoint, reverse))
            {
                return pass.Finish(adjoint, forward);
            }
        }
    }

    private int Variable(string name, ScalarType type)
    {
        variables.Add(new ProgramVariable(name, type));
        return variables.Count - 1;
    }

    private KernelProgram Assemble(List<ProgramStatement> forward, List<ProgramStatement> reverse)
    {
        var gradients = FindActive.Inputs(program).Select(input => new ScalarResult(program.Variables[input].Name + "Gradient", AdjointOf(input))).ToArray();
        var starts = adjoints.Values.Concat(gradients.Select(gradient => gradient.Value)).Distinct()
            .Select(adjoint => adjoints.TryGetValue(program.Results[0].Value, out var result) && adjoint == result ? Copy(upstream, adjoint) : Set(adjoint, 0))
            .ToList<ProgramStatement>();
        starts.AddRange(memoryAdjoints.Where(pair => memories[pair.Value].IsLocal).Select(pair => new ProgramStatement.Clear(pair.Value)));
        return new KernelProgram(
            program.Name + "Gradient",
            variables.ToEquatableArray(),
            memories.ToEquatableArray(),
            program.Inputs.Concat(new[] { new ProgramInput(upstream, ProgramInputKind.Stream) }).ToEquatableArray(),
            new[] { Set(saved, 0) }.Concat(forward).Concat(starts).Concat(reverse).ToEquatableArray(),
            gradients.ToEquatableArray());
    }

    /// <summary>An input on which nothing depends has the gradient zero.</summary>
    private int AdjointOf(int input) => adjoints.TryGetValue(input, out var adjoint) ? adjoint
        : Variable(program.Variables[input].Name + "Gradient", program.Variables[input].Type);

    /// <summary>Finds what was saved in vain.</summary>
    private bool Drop(KernelProgram adjoint, List<ProgramStatement> reverse)
    {
        var before = dropped.Count + unread.Count;
        var reversed = new List<ProgramNode>();
        Collect(FindLiveVariables.Run(adjoint), reversed);
        foreach (var (pop, record, variable, _) in pops)
        {
            if (!reversed.First(node => ReferenceEquals(node.Statement, pop)).LiveOut.Contains(variable))
            {
                dropped.Add(record);
            }
        }

        var read = new HashSet<int>(KernelProgram.All(reverse).SelectMany(LoadedBy));
        unread.UnionWith(Enumerable.Range(0, program.Memories.Count).Where(memory => !read.Contains(memory)));
        return dropped.Count + unread.Count > before;
    }

    private static void Collect(IReadOnlyList<ProgramNode> list, List<ProgramNode> nodes)
    {
        foreach (var node in list)
        {
            nodes.Add(node);
            foreach (var body in node.Bodies)
            {
                Collect(body, nodes);
            }
        }
    }

    private ProgramGradient Finish(KernelProgram adjoint, List<ProgramStatement> forward)
    {
        var hasScratch = KernelProgram.All(forward).Any(statement => statement is ProgramStatement.Store store && store.Memory == scratch);
        var count = adjoint with
        {
            Name = program.Name + "GradientScratch",
            Inputs = program.Inputs,
            Body = new[] { Set(saved, 0) }.Concat(WithoutStores(forward)).ToEquatableArray(),
            Results = EquatableArray.Of(new ScalarResult("saved", saved)),
        };
        return new ProgramGradient(
            OptimizeProgram.Clean(adjoint),
            hasScratch ? OptimizeProgram.Clean(count) : null,
            memoryAdjoints.Where(pair => !memories[pair.Key].IsLocal).Select(pair => new MemoryGradient(pair.Key, pair.Value)).ToEquatableArray(),
            scratch,
            pops.Where(pop => pop.IsScratch).Select(pop => variables[pop.Variable].Name)
                .Concat(KernelProgram.All(forward).OfType<ProgramStatement.Store>().Where(store => store.Memory == scratch).SelectMany(LoadedBy).Select(memory => memories[memory].Name))
                .Distinct().ToEquatableArray());
    }

    private List<ProgramStatement> WithoutStores(IEnumerable<ProgramStatement> statements) => statements
        .Where(statement => statement is not ProgramStatement.Store store || store.Memory != scratch)
        .Select(statement => statement.WithBodies(body => WithoutStores(body).ToEquatableArray()))
        .ToList();

    private static IEnumerable<int> LoadedBy(ProgramStatement statement) => statement.Evaluates is { } computation
        ? computation.Function.Body.Where(instruction => instruction.Opcode == ScalarOpcode.Load).Select(instruction => (int)instruction.Constant)
        : Enumerable.Empty<int>();

    private static int LabelOf(ProgramStatement statement) => statement switch
    {
        ProgramStatement.Loop loop => loop.Label,
        ProgramStatement.Region region => region.Label,
        _ => -1,
    };

    private ProgramStatement.Compute Set(int variable, double number) => Evaluate(variable, (builder, _) => builder.Constant(variables[variable].Type, number));

    private ProgramStatement.Compute Copy(int from, int to) => Evaluate(to, (builder, values) => values[0], from);

    /// <summary>One variable computed from others.</summary>
    private ProgramStatement.Compute Evaluate(int output, System.Func<ScalarBuilder, int[], int> write, params int[] inputs) =>
        new(Expression(write, inputs), EquatableArray.Of(output));

    private Computation Expression(System.Func<ScalarBuilder, int[], int> write, params int[] inputs) =>
        Expressions((builder, values) => new[] { write(builder, values) }, inputs);

    private Computation Expressions(System.Func<ScalarBuilder, int[], int[]> write, params int[] inputs)
    {
        var builder = new ScalarBuilder(program.Name);
        var results = write(builder, inputs.Select(input => builder.Parameter(variables[input].Name, variables[input].Type)).ToArray());
        return new Computation(builder.Build(results.Select((result, i) => new ScalarResult("v" + i, result)).ToArray()), inputs.ToEquatableArray());
    }
}
