using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Lowers a group of maps and reductions along rows to one loop over rows. A value that needs a whole row (what comes after
/// a maximum or a sum) belongs to a later phase than the reduction it reads. Reductions down the columns go along: nothing here waits for them.
/// </summary>
internal sealed class LowerRows
{
    private readonly LowerLoops lowering;
    private readonly FusionPlan plan;
    private readonly FusionGroup group;
    private readonly bool isRowsOnly;
    private readonly HashSet<int> local;
    private readonly Dictionary<int, int> phases = new();
    private readonly KeptElements kept;

    public LowerRows(LowerLoops lowering, FusionGroup group)
    {
        this.lowering = lowering;
        this.group = group;
        plan = lowering.Plan;
        local = GroupWork.Of(plan, group, plan.Stored.Contains, node => !plan.Stored.Contains(node)).Computed;

        // One column and a pick: every value is a row value. Otherwise one column means a flat loop over the rows.
        isRowsOnly = group.Domain.Columns.IsOne && group.Nodes.Any(node => plan[node].Op is TensorOp.Pick);
        kept = new KeptElements(lowering, group, local, phases, node => !IsRow(node) && !IsTotal(node));
    }

    public IEnumerable<LoopStep> Run()
    {
        foreach (var node in local.OrderBy(node => node))
        {
            phases[node] = Phase(node);
        }

        WaitForTheLastPhase();
        kept.Choose();
        var last = local.Max(node => phases[node]);
        var loop = new List<LoopPhase>();
        for (var phase = 0; phase <= last; phase++)
        {
            loop.Add(new LoopPhase(RowBody(phase), ElementBody(phase)));
        }

        var name = lowering.StepName(group.Nodes.Where(node => !IsTotal(node)).ToList());
        yield return new LoopStep.RowLoop(name, lowering.Origins(group.Nodes), group.Domain, loop.ToEquatableArray(), IsFlat(loop), Totals());
    }

    /// <summary>What is stored of the reductions down the columns.</summary>
    private LoopBody? Totals()
    {
        var body = new BodyBuilder(plan, lowering.Names, "totals", (operand, _) => new LoopSource.RowValue(lowering.Names.Of(operand), ScalarType.Float32));
        var totals = local.Where(IsTotal).OrderBy(node => node).ToList();
        foreach (var node in totals)
        {
            foreach (var sink in lowering.SinksOf(node))
            {
                body.Add(node, sink);
            }
        }

        return totals.Count == 0 ? null : body.Build();
    }

    /// <summary>Whether every access is to the iteration's own element, so that rows do not matter.</summary>
    private bool IsFlat(List<LoopPhase> loop) => !isRowsOnly && !local.Any(IsTotal) && loop.Count == 1 && loop[0].Row.IsEmpty &&
        loop[0].Element.Sources.All(source => source switch
        {
            LoopSource.Load load => (load.Access.Row == LoopRow.Same && load.Access.Columns == group.Domain.Columns) ||
                (load.Access.Row == LoopRow.First && load.Access.Columns.IsOne),
            LoopSource.Random or LoopSource.Number => true,
            _ => false,
        });

    private bool IsRow(int node) => isRowsOnly || plan.IsAlongRow(node) || plan[node].Op is TensorOp.Pick ||
        FusionPlan.IsRowOf(plan.Domain(node), group.Domain);

    /// <summary>Whether the node is a reduction down the columns.</summary>
    private bool IsTotal(int node) => plan[node].Op is TensorOp.Reduce && !plan.IsAlongRow(node);

    /// <summary>
    /// The phase before whose columns a row value is ready, or among whose columns an element is computed; a reduction is
    /// ready one phase after its operand.
    /// </summary>
    private int Phase(int node)
    {
        var phase = 0;
        foreach (var operand in plan[node].Operands)
        {
            var value = plan.Value(operand);
            if (local.Contains(value))
            {
                var isMemoryOfThisRow = plan[node].Op is TensorOp.Pick && !IsRow(value);
                phase = Math.Max(phase, phases[value] + (isMemoryOfThisRow ? 1 : 0));
            }
        }

        return plan.IsAlongRow(node) ? phase + 1 : phase;
    }

    /// <summary>What goes down the columns is gathered where the loop is at its end with a row, unless it is dear and would have to be kept until then.</summary>
    private void WaitForTheLastPhase()
    {
        var last = phases.Values.Max();
        foreach (var node in local.Where(node => IsTotal(node) && kept.Price(plan.Value(plan[node].Operands[0])) < ScalarCost.Dear))
        {
            phases[node] = last;
        }
    }

    private LoopBody RowBody(int phase)
    {
        var body = new BodyBuilder(plan, lowering.Names, "row", (operand, reader) => RowSource(operand, reader, phase));
        foreach (var node in local.Where(node => IsRow(node) && phases[node] == phase).OrderBy(node => node))
        {
            foreach (var sink in OwnSinks(node))
            {
                body.Add(node, sink);
            }

            if (!plan.IsAlongRow(node) && IsUsedBeyondRowBody(node, phase))
            {
                body.Add(node, new LoopSink.RowValue(lowering.Names.Of(node), plan[node].Type.Element));
            }
        }

        return body.Build();
    }

    private LoopBody ElementBody(int phase)
    {
        var body = new BodyBuilder(plan, lowering.Names, "element", (operand, reader) => ElementSource(operand, reader, phase));
        foreach (var node in local.OrderBy(node => node))
        {
            if (IsTotal(node))
            {
                if (phases[node] == phase)
                {
                    body.Add(plan[node].Operands[0], new LoopSink.Share(((TensorOp.Reduce)plan[node].Op).Monoid, lowering.Names.Of(node), lowering.Buffers.Shares(node)));
                }
            }
            else if (!IsRow(node) && phases[node] == phase)
            {
                foreach (var sink in OwnSinks(node))
                {
                    body.Add(node, sink);
                }

                if (kept.PlaceOf(node) is { } place)
                {
                    body.Add(node, place);
                }
            }

            if (plan[node].Op is TensorOp.Reduce reduce && plan.IsAlongRow(node) && phases[node] == phase + 1)
            {
                body.Add(plan[node].Operands[0], new LoopSink.Reduce(reduce.Monoid, lowering.Names.Of(node)));
            }
        }

        return body.Build();
    }

    private IEnumerable<LoopSink> OwnSinks(int node) =>
        group.Nodes.Contains(node) ? lowering.SinksOf(node) : Enumerable.Empty<LoopSink>();

    private bool IsUsedBeyondRowBody(int node, int phase) => local.Any(reader =>
        plan[reader].Operands.Any(operand => plan.Value(operand) == node) && (!IsRow(reader) || phases[reader] > phase || plan[reader].Op is TensorOp.Reduce));

    private LoopSource? RowSource(int operand, TensorNode reader, int phase)
    {
        var node = plan[operand];
        var value = plan.Value(operand);
        if (node.Op is TensorOp.Constant)
        {
            return null;
        }

        if (plan[value].Op is TensorOp.Gather && local.Contains(value))
        {
            return lowering.Gathered(value);
        }

        if (plan[value].Op is TensorOp.Pick && local.Contains(value) && phases[value] == phase)
        {
            return PickLoad(value);
        }

        if (local.Contains(value))
        {
            return plan[value].Op is TensorOp.Reduce || phases[value] < phase
                ? new LoopSource.RowValue(lowering.Names.Of(value), node.Type.Element)
                : null;
        }

        return lowering.Load(operand, reader);
    }

    private LoopSource? ElementSource(int operand, TensorNode reader, int phase)
    {
        var node = plan[operand];
        var value = plan.Value(operand);
        if (node.Op is TensorOp.Constant)
        {
            return null;
        }

        if (plan[value].Op is TensorOp.Gather && local.Contains(value))
        {
            return lowering.Gathered(value);
        }

        if (local.Contains(value))
        {
            if (IsRow(value))
            {
                return new LoopSource.RowValue(lowering.Names.Of(value), node.Type.Element);
            }

            if (phases[value] == phase)
            {
                return null;
            }

            if (kept.PlaceOf(value) is { } place)
            {
                return place.Load(group.Domain.Columns);
            }

            if (!plan.Stored.Contains(value))
            {
                return null;
            }
        }

        return lowering.Load(operand, reader);
    }

    private LoopSource PickLoad(int pick)
    {
        var table = plan[pick].Operands[0];
        var index = (LoopSource.Load)lowering.Load(plan[pick].Operands[1], plan[pick]);
        var access = ((LoopSource.Load)lowering.Load(table, plan[table])).Access;
        return new LoopSource.PickLoad(lowering.Buffers.Of(plan.Storage(table)), access, index, ((TensorOp.Pick)plan[pick].Op).Ignored);
    }
}
