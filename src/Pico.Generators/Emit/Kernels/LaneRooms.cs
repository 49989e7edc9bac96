using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Emit;

/// <summary>
/// Writes how a span method provides its loop with room of each lane's own: for what a gradient saves, and for the sums that become the gradient of shared memory.
/// </summary>
internal sealed class LaneRooms
{
    private readonly SourceWriter writer;
    private readonly LaneParameter? scratch;
    private readonly LaneParameter[] sums;
    private readonly Dictionary<LaneParameter, string> spans = new();
    private readonly Dictionary<LaneParameter, string> rented = new();

    /// <param name="writer">Receives the text.</param>
    /// <param name="parameters">The parameters of the loop that are provided.</param>
    /// <param name="names">The names of the method.</param>
    public LaneRooms(SourceWriter writer, IEnumerable<LaneParameter> parameters, NameScope names)
    {
        this.writer = writer;
        foreach (var parameter in parameters)
        {
            var isScratch = parameter.Direction == LaneDirection.Scratch;
            rented[parameter] = names.Unique(parameter.Name + (isScratch ? "Memory" : "Sums"));
            spans[parameter] = isScratch ? parameter.Identifier : names.Unique(parameter.Name + "Lanes");
        }

        scratch = spans.Keys.FirstOrDefault(parameter => parameter.Direction == LaneDirection.Scratch);
        sums = spans.Keys.Where(parameter => parameter.Direction == LaneDirection.SharedGradient).ToArray();
    }

    public LaneParameter? Scratch => scratch;

    public IReadOnlyList<LaneParameter> Sums => sums;

    public bool Any() => rented.Count > 0;

    /// <summary>The span of a parameter: its own, or the room in its place.</summary>
    public string SpanOf(LaneParameter parameter) => spans.TryGetValue(parameter, out var span) ? span : parameter.Identifier;

    /// <summary>Writes the renting.</summary>
    /// <param name="perLane">How much each lane saves at most.</param>
    /// <param name="lengthOf">The length of the memory that a gradient belongs to.</param>
    public void Rent(string perLane, Func<LaneParameter, string>? lengthOf = null)
    {
        if (scratch is not null)
        {
            Rent(scratch, "KernelScratch<" + scratch.Element.Keyword() + ">.Rent(" + perLane + ")");
        }

        foreach (var sum in sums)
        {
            Rent(sum, "SharedGradient<" + sum.Element.Keyword() + ">.RentLanes(" + (lengthOf?.Invoke(sum) ?? sum.Identifier + ".Length") + ")");
        }
    }

    /// <summary>Writes that the rooms stay where they are in the block that follows.</summary>
    /// <param name="names">The names of the method.</param>
    /// <returns>The pointers to them.</returns>
    public IReadOnlyDictionary<LaneParameter, string> Fix(NameScope names)
    {
        var pointers = spans.Keys.ToDictionary(parameter => parameter, parameter => names.Unique(parameter.Name + "Pointer"));
        Fix(writer, spans.Keys, pointers, SpanOf);
        return pointers;
    }

    /// <summary>Writes that spans stay where they are in the block that follows.</summary>
    public static void Fix(SourceWriter writer, IEnumerable<LaneParameter> parameters, IReadOnlyDictionary<LaneParameter, string> pointers, Func<LaneParameter, string> span)
    {
        foreach (var group in parameters.GroupBy(parameter => parameter.Element))
        {
            writer.Line("fixed (" + group.Key.Keyword() + "* " + string.Join(", ", group.Select(parameter => pointers[parameter] + " = " + span(parameter))) + ")");
        }
    }

    /// <summary>Memory as the loop gets it.</summary>
    public static string Pinned(LaneParameter parameter, string pointer, string span) =>
        "new PinnedSpan<" + LaneLoopEmitter.ElementOf(parameter.Element) + ">(" + pointer + ", " + span + ".Length)";

    /// <summary>Writes how the lanes' sums are added to the gradients.</summary>
    /// <param name="gradient">The span that receives them.</param>
    public void Add(Func<LaneParameter, string> gradient)
    {
        if (sums.Length > 0)
        {
            writer.Blank();
        }

        foreach (var sum in sums)
        {
            writer.Line(rented[sum] + ".AddLanesTo(" + gradient(sum) + ");");
        }
    }

    private void Rent(LaneParameter parameter, string room)
    {
        writer.Line("using var " + rented[parameter] + " = " + room + ";");
        writer.Line("var " + spans[parameter] + " = " + rented[parameter] + ".Span;");
    }
}
