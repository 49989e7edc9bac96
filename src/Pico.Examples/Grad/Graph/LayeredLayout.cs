namespace Pico.Examples.Grad.Graph;

/// <summary>
/// Lays a graph without cycles out in columns, from left to right (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
/// structures", 1981): a node stands right of all it is made from, an edge over several columns gets a bend in each, nodes are ordered by the mean place of
/// their neighbours so that few edges cross, and then moved towards them as far as the order allows.
/// </summary>
internal sealed class LayeredLayout
{
    private const int Sweeps = 12;
    private const double BendShare = 0.45; // of the room of a node

    private readonly List<Vertex> vertices = [];
    private readonly List<List<Vertex>> columns = [];

    /// <param name="operands">For each node the nodes it is made from, which have smaller numbers; a number may occur twice.</param>
    public LayeredLayout(IReadOnlyList<IReadOnlyList<int>> operands)
    {
        var column = Columns(operands);
        for (var i = 0; i < operands.Count; i++) Add(new Vertex(i, column[i]));
        for (var i = 0; i < operands.Count; i++)
        {
            foreach (var operand in operands[i].Distinct()) Paths.Add((operand, i), Connect(vertices[operand], vertices[i]));
        }

        for (var sweep = 0; sweep < Sweeps; sweep++) Order(forth: sweep % 2 == 0);
        foreach (var members in columns) Place(members, [.. members.Select(vertex => (double)members.IndexOf(vertex))]);
        for (var sweep = 0; sweep < Sweeps; sweep++) Straighten(forth: sweep % 2 == 1);
        var least = vertices.Min(vertex => vertex.Y);
        foreach (var vertex in vertices) vertex.Y -= least;
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => columns.Count;

    /// <summary>The lowest place of any node or bend; the highest is 0, and neighbours in a column are at least 1 apart.</summary>
    public double Height => vertices.Max(vertex => vertex.Y);

    /// <summary>The column and the place of a node.</summary>
    public (int Column, double Y) this[int node] => (vertices[node].Column, vertices[node].Y);

    /// <summary>The bends of every edge, with both its ends.</summary>
    public Dictionary<(int From, int To), IReadOnlyList<Vertex>> Paths { get; } = [];

    private static int[] Columns(IReadOnlyList<IReadOnlyList<int>> operands)
    {
        var column = new int[operands.Count];
        for (var i = 0; i < column.Length; i++) column[i] = operands[i].Select(operand => column[operand] + 1).DefaultIfEmpty(0).Max();

        // What was given stands just before its first reader, not all at the left.
        for (var i = 0; i < column.Length; i++)
        {
            if (operands[i].Count > 0) continue;
            var readers = Enumerable.Range(0, column.Length).Where(reader => operands[reader].Contains(i)).Select(reader => column[reader]).ToList();
            if (readers.Count > 0) column[i] = readers.Min() - 1;
        }

        return column;
    }

    private void Add(Vertex vertex)
    {
        vertices.Add(vertex);
        while (columns.Count <= vertex.Column) columns.Add([]);
        columns[vertex.Column].Add(vertex);
    }

    private List<Vertex> Connect(Vertex from, Vertex to)
    {
        var path = new List<Vertex> { from };
        for (var column = from.Column + 1; column < to.Column; column++)
        {
            var bend = new Vertex(-1, column);
            Add(bend);
            path.Add(bend);
        }

        path.Add(to);
        for (var i = 1; i < path.Count; i++)
        {
            path[i - 1].Right.Add(path[i]);
            path[i].Left.Add(path[i - 1]);
        }

        return path;
    }

    private void Order(bool forth)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var members = columns[forth ? i : columns.Count - 1 - i];
            foreach (var vertex in members)
            {
                var neighbours = forth ? vertex.Left : vertex.Right;
                vertex.Y = neighbours.Count > 0 ? neighbours.Average(neighbour => columns[neighbour.Column].IndexOf(neighbour)) : members.IndexOf(vertex);
            }

            var sorted = members.OrderBy(vertex => vertex.Y).ToList(); // stable
            members.Clear();
            members.AddRange(sorted);
        }
    }

    private void Straighten(bool forth)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            var members = columns[forth ? i : columns.Count - 1 - i];
            Place(members, [.. members.Select(vertex => vertex.Left.Concat(vertex.Right).Select(neighbour => neighbour.Y).DefaultIfEmpty(vertex.Y).Average())]);
        }
    }

    // The places that are nearest to the wishes (least squares) and keep order and distances: pooling adjacent violators.
    private static void Place(List<Vertex> members, double[] wishes)
    {
        var offsets = new double[members.Count];
        for (var i = 1; i < offsets.Length; i++) offsets[i] = offsets[i - 1] + ((Room(members[i - 1]) + Room(members[i])) / 2);
        var blocks = new List<(double Sum, int Count)>();
        for (var i = 0; i < wishes.Length; i++)
        {
            var block = (Sum: wishes[i] - offsets[i], Count: 1);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Count > block.Sum / block.Count)
            {
                block = (block.Sum + blocks[^1].Sum, block.Count + blocks[^1].Count);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        var at = 0;
        foreach (var (sum, count) in blocks)
        {
            for (var i = 0; i < count; i++, at++) members[at].Y = (sum / count) + offsets[at];
        }
    }

    private static double Room(Vertex vertex) => vertex.Node >= 0 ? 1 : BendShare;

    /// <summary>A node, or a bend of an edge.</summary>
    /// <param name="node">The node's number; -1 for a bend.</param>
    /// <param name="column">Its column.</param>
    internal sealed class Vertex(int node, int column)
    {
        public int Node { get; } = node;

        public int Column { get; } = column;

        public double Y { get; set; }

        public List<Vertex> Left { get; } = [];

        public List<Vertex> Right { get; } = [];
    }
}
