using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Merges states that no text tells apart: Hopcroft's algorithm ("An n log n algorithm for minimizing states in a finite
/// automaton", 1971). States from which nothing is accepted vanish. The start stays a state of its own, so that nothing
/// leads back to it. States are numbered in breadth-first order.
/// </summary>
internal sealed class MinimizeDfa
{
    private readonly Dfa dfa;
    private readonly int dead; // one more state, to which all missing transitions lead
    private readonly int classCount;
    private readonly List<List<int>> blocks = new();
    private readonly int[] blockOf;

    private MinimizeDfa(Dfa dfa)
    {
        this.dfa = dfa;
        dead = dfa.States.Count;
        classCount = dfa.States[0].Next.Count;
        blockOf = new int[dead + 1];
    }

    public static Dfa Run(Dfa dfa)
    {
        var pass = new MinimizeDfa(dfa);
        pass.Partition();
        pass.Refine();
        return pass.Merge();
    }

    private int Next(int state, int index) => state == dead || dfa.States[state].Next[index] < 0 ? dead : dfa.States[state].Next[index];

    private void Partition()
    {
        foreach (var group in Enumerable.Range(0, dead + 1).GroupBy(state => state == 0 ? -2 : state == dead ? -1 : dfa.States[state].Accepts))
        {
            foreach (var state in group)
            {
                blockOf[state] = blocks.Count;
            }

            blocks.Add(group.ToList());
        }
    }

    private void Refine()
    {
        var sources = Sources();
        var pending = new Queue<(int Block, int Class)>();
        var isPending = new HashSet<(int Block, int Class)>();
        void Enqueue(int block, int index)
        {
            if (isPending.Add((block, index)))
            {
                pending.Enqueue((block, index));
            }
        }

        foreach (var block in Enumerable.Range(0, blocks.Count))
        {
            foreach (var index in Enumerable.Range(0, classCount))
            {
                Enqueue(block, index);
            }
        }

        while (pending.Count > 0)
        {
            var splitter = pending.Dequeue();
            isPending.Remove(splitter);
            var reaching = blocks[splitter.Block].SelectMany(state => sources[splitter.Class][state] ?? Enumerable.Empty<int>());
            foreach (var hit in reaching.GroupBy(state => blockOf[state]).ToArray())
            {
                if (hit.Count() == blocks[hit.Key].Count)
                {
                    continue;
                }

                var (old, made) = (hit.Key, Split(hit.Key, hit));
                foreach (var index in Enumerable.Range(0, classCount))
                {
                    Enqueue(isPending.Contains((old, index)) || blocks[made].Count <= blocks[old].Count ? made : old, index);
                }
            }
        }
    }

    /// <summary>For each class and state the states that it leads from.</summary>
    private List<int>?[][] Sources()
    {
        var sources = Enumerable.Range(0, classCount).Select(_ => new List<int>?[dead + 1]).ToArray();
        for (var state = 0; state <= dead; state++)
        {
            for (var index = 0; index < classCount; index++)
            {
                (sources[index][Next(state, index)] ??= new List<int>()).Add(state);
            }
        }

        return sources;
    }

    /// <summary>Moves some states of a block to a new one.</summary>
    private int Split(int block, IEnumerable<int> states)
    {
        var made = blocks.Count;
        blocks.Add(states.ToList());
        foreach (var state in blocks[made])
        {
            blockOf[state] = made;
        }

        blocks[block].RemoveAll(state => blockOf[state] == made);
        return made;
    }

    private Dfa Merge()
    {
        var numbers = new Dictionary<int, int> { [blockOf[0]] = 0 };
        var order = new List<int> { 0 };
        var states = new List<DfaState>();
        for (var i = 0; i < order.Count; i++)
        {
            var next = new int[classCount];
            for (var index = 0; index < classCount; index++)
            {
                var target = Next(order[i], index);
                if (blockOf[target] == blockOf[dead])
                {
                    next[index] = -1;
                    continue;
                }

                if (!numbers.TryGetValue(blockOf[target], out next[index]))
                {
                    numbers.Add(blockOf[target], next[index] = order.Count);
                    order.Add(target);
                }
            }

            states.Add(new DfaState(dfa.States[order[i]].Accepts, next.ToEquatableArray()));
        }

        return new Dfa(states.ToEquatableArray());
    }
}
