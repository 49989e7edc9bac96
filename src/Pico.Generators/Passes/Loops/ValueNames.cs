using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Names the values of a graph for the reader: the user's own names, prefixed by the layer they stand in; where there is
/// none, what the node computes. Unique, camelCase.
/// </summary>
internal sealed class ValueNames
{
    private readonly string[] names;

    public ValueNames(TensorGraph graph, ModelProgram program)
    {
        names = new string[graph.Nodes.Count];
        var taken = new HashSet<string>(StringComparer.Ordinal) { "frame", "pool", "row", "column", "count", "chunk" };
        taken.UnionWith(program.Constants);
        taken.UnionWith(program.Settings.Where(setting => setting.Type != ScalarType.Bool).Select(setting => setting.Name));
        taken.UnionWith(program.EntryPoints.SelectMany(entry => entry.Dimensions));
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = Unique(Identifier(graph.Nodes[i], program) + (graph.Again(i) < 0 ? string.Empty : "Again"), taken);
        }
    }

    /// <summary>
    /// The graph with the user's names made whole: a local of a layer is preceded by the layer's path. Done first, so that
    /// gradients can be named after the values they belong to.
    /// </summary>
    public static TensorGraph Qualify(TensorGraph graph, ModelProgram program) => graph with
    {
        Nodes = graph.Nodes.Select(node => node.Name is null ? node : node with { Name = Qualified(node.Name, node.Origin, program) }).ToEquatableArray(),
    };

    public string Of(int node) => names[node];

    /// <summary>A dotted name as an identifier: <c>0.weight</c> becomes <c>layer0Weight</c>.</summary>
    public static string Identifier(string dotted)
    {
        var text = new StringBuilder();
        var upper = false;
        foreach (var character in dotted)
        {
            if (!char.IsLetterOrDigit(character) && character != '_')
            {
                upper = text.Length > 0;
                continue;
            }

            if (text.Length == 0 && char.IsDigit(character))
            {
                text.Append("layer");
            }

            text.Append(upper ? char.ToUpperInvariant(character) : text.Length == 0 ? char.ToLowerInvariant(character) : character);
            upper = false;
        }

        return text.Length == 0 ? "value" : text.ToString();
    }

    /// <summary>As the name of a method or type.</summary>
    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static string Identifier(TensorNode node, ModelProgram program)
    {
        switch (node.Op)
        {
            case TensorOp.Input input:
                return Identifier(input.Name);
            case TensorOp.Parameter parameter:
                return Identifier(program.Parameters[parameter.Index].Name);
        }

        if (node.Name is not null)
        {
            return node.Name;
        }

        var own = node.Op switch
        {
            TensorOp.Map map => map.Function.Name,
            TensorOp.Contract => "product",
            TensorOp.ConvolutionImages => "imageGradient",
            TensorOp.ConvolutionFilters => "filterGradient",
            TensorOp.Pool pool => pool.Monoid == Monoid.Max ? "largest" : "windowSum",
            TensorOp.AttentionGradient gradient => gradient.Part switch { 0 => "queryGradient", 1 => "keyGradient", _ => "valueGradient" },
            TensorOp.Reduce reduce => reduce.Monoid.ToString(),
            TensorOp.Permute => "transposed",
            TensorOp.Pick => "picked",
            TensorOp.Gather => "gathered",
            TensorOp.ScatterAdd => "scattered",
            TensorOp.Iota => "index",
            TensorOp.Repeat => "repeated",
            TensorOp.Append => "remembered",
            _ => node.Op.GetType().Name,
        };
        return Qualified(own, node.Origin, program);
    }

    private static string Qualified(string name, int origin, ModelProgram program)
    {
        var path = origin >= 0 && origin < program.Sources.Count ? program.Sources[origin].Path : string.Empty;
        return path.Length == 0 || Identifier(path) == Identifier(name) ? Identifier(name) : Identifier(path + "." + name);
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var candidate = name;
        for (var suffix = 2; !taken.Add(candidate); suffix++)
        {
            candidate = name + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
