using Pico.Generators.Ir;

namespace Pico.Generators.Tests.Backend;

/// <summary>Attention as its formula says, in double, with heads in front or behind the time.</summary>
internal sealed class NaiveAttention
{
    private readonly TensorOp.Attention op;
    private readonly double[][] operands;
    private readonly int depth;
    private readonly int batches;
    private readonly int heads;
    private readonly int queries;
    private readonly int keys;

    public NaiveAttention(TensorOp.Attention op, int[] queryShape, int[] keyShape, double[][] operands)
    {
        this.op = op;
        this.operands = operands;
        depth = queryShape[^1];
        var time = op.IsTimeFirst ? 1 : queryShape.Length - 2;
        (queries, keys) = (queryShape[time], keyShape[time]);
        batches = queryShape.Length > 2 ? queryShape[0] : 1;
        heads = queryShape.Aggregate(1, (product, size) => product * size) / (batches * queries * depth);
    }

    public double[] Run()
    {
        var (q, k, v) = (operands[0], operands[1], operands[2]);
        var result = new double[q.Length];
        for (var row = 0; row < batches * heads * queries; row++)
        {
            var (batch, head, query) = (row / queries / heads, row / queries % heads, row % queries);
            var from = At(batch, head, query, queries);
            var weights = Enumerable.Range(0, keys)
                .Select(key => IsHidden(batch, query, key) ? 0 : Math.Exp(Dot(q, from, k, At(batch, head, key, keys)) / Math.Sqrt(depth)))
                .ToArray();
            var total = weights.Sum();
            for (var key = 0; key < keys && total > 0; key++)
            {
                for (var d = 0; d < depth; d++)
                {
                    result[from + d] += weights[key] / total * v[At(batch, head, key, keys) + d];
                }
            }
        }

        return result;
    }

    private bool IsHidden(int batch, int query, int key) =>
        (op.IsCausal && key > query + keys - queries) || (operands.Length > 3 && operands[3][(batch * keys) + key] != 0);

    private int At(int batch, int head, int time, int times) =>
        depth * (op.IsTimeFirst ? (((batch * times) + time) * heads) + head : (((batch * heads) + head) * times) + time);

    private double Dot(double[] a, int atA, double[] b, int atB)
    {
        var sum = 0.0;
        for (var d = 0; d < depth; d++)
        {
            sum += a[atA + d] * b[atB + d];
        }

        return sum;
    }
}
