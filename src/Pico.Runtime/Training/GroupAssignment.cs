using System.Globalization;
using Pico.Models;

namespace Pico.Training;

/// <summary>Which group each trained parameter belongs to. What does not fit is an error, so that a misspelt name does not train silently.</summary>
internal static class GroupAssignment
{
    // What a message lists; a model may have thousands of names.
    private const int MostListed = 20;

    private const string Unmarked = "";

    /// <summary>Assigns the trained parameters.</summary>
    /// <param name="optimizer">Whose groups they are; its initial learning rate is set.</param>
    /// <param name="set">The parameters.</param>
    /// <param name="groups">What the user chose.</param>
    /// <returns>The groups that have parameters, and the group of each trained one.</returns>
    /// <exception cref="ArgumentException">A group is empty, a parameter is in two, or a value is out of its range.</exception>
    public static (OptimizerGroup[] Groups, int[] GroupOf) Assign(Optimizer optimizer, ParameterSet set, IReadOnlyList<ParameterGroup> groups)
    {
        var trained = set.Trained;
        var chosen = new ParameterGroup?[trained.Count];
        foreach (var group in groups)
        {
            Validate(optimizer, group);
            if (group.Mark is { } mark) Choose(chosen, trained, group, Marked(set, mark));
            else if (group.Patterns.Count == 0) throw new ArgumentException("a parameter group is empty: give it at least one pattern.", nameof(groups));
            foreach (var pattern in group.Patterns) Choose(chosen, trained, group, Matching(set, pattern));
        }

        // What was not chosen, and what was chosen without a weight decay of its own, splits into what decays and what does not.
        var parts = new List<Part>();
        var groupOf = new int[trained.Count];
        for (var i = 0; i < trained.Count; i++)
        {
            var (group, decays) = (chosen[i], chosen[i]?.WeightDecay is not null || trained[i].Shape.Count > 1);
            groupOf[i] = parts.FindIndex(part => part.Group == group && part.Decays == decays);
            if (groupOf[i] < 0)
            {
                groupOf[i] = parts.Count;
                parts.Add(new Part(group, decays, []));
            }

            parts[groupOf[i]].Members.Add(trained[i]);
        }

        var result = new List<OptimizerGroup>();
        foreach (var (group, decays, members) in parts)
        {
            var name = (group?.Name ?? "the rest") + (decays ? "" : ", without decay");
            var factor = group?.LearningRate is { } rate ? rate / optimizer.LearningRate : 1;
            result.Add(new OptimizerGroup(optimizer, name, [.. members], factor, decays ? group?.WeightDecay : 0)
            {
                HasOwnLearningRate = group?.LearningRate is not null,
            });
        }

        return ([.. result], groupOf);
    }

    private static void Validate(Optimizer optimizer, ParameterGroup group)
    {
        if (group.LearningRate is { } rate)
        {
            Optimizer.RequireNotNegative(rate, $"the learning rate of the group {group.Name}");
            if (optimizer.LearningRate == 0) throw new ArgumentException($"the group {group.Name} has a learning rate of its own, so the optimizer's must be above 0: it is what a schedule scales.", nameof(group));
        }

        if (group.WeightDecay is { } decay) Optimizer.RequireNotNegative(decay, $"the weight decay of the group {group.Name}");
    }

    private static void Choose(ParameterGroup?[] chosen, IReadOnlyList<ParameterInfo> trained, ParameterGroup group, IEnumerable<int> members)
    {
        foreach (var member in members)
        {
            if (chosen[member] is { } other && !ReferenceEquals(other, group))
                throw new ArgumentException($"the parameter '{trained[member].Name}' is in two groups: {other.Name} and {group.Name}; let one of them take it.", nameof(group));
            chosen[member] = group;
        }
    }

    /// <summary>The trained parameters whose names match a pattern, at least one.</summary>
    public static List<int> Matching(ParameterSet set, string pattern)
    {
        var members = Where(set.Trained, parameter => Matches(pattern, parameter.Name));
        if (members.Count > 0) return members;
        throw new ArgumentException(
            set.Frozen.Any(parameter => Matches(pattern, parameter.Name))
                ? $"the pattern '{pattern}' matches frozen parameters only, which no optimizer moves."
                : $"the pattern '{pattern}' matches no parameter; there are {List(set.Trained.Select(parameter => parameter.Name))}.",
            nameof(pattern));
    }

    private static List<int> Marked(ParameterSet set, string mark)
    {
        var members = Where(set.Trained, parameter => parameter.Group == mark);
        if (members.Count > 0) return members;
        var known = set.Trained.Select(parameter => parameter.Group ?? Unmarked).Where(name => name != Unmarked).Distinct().ToList();
        throw new ArgumentException(
            $"no trained parameter is marked [Group(\"{mark}\")]; {(known.Count == 0 ? "the model has no such marks" : "there are " + List(known))}.", nameof(mark));
    }

    private static List<int> Where(IReadOnlyList<ParameterInfo> trained, Predicate<ParameterInfo> condition) =>
        [.. Enumerable.Range(0, trained.Count).Where(i => condition(trained[i]))];

    private static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        var more = all.Count > MostListed ? string.Create(CultureInfo.InvariantCulture, $" and {all.Count - MostListed} more") : "";
        return string.Join(", ", all.Take(MostListed).Select(name => $"'{name}'")) + more;
    }

    // Greedy with one place to return to, the last star: linear for the names at hand.
    private static bool Matches(string pattern, string name)
    {
        var (p, n, star, resume) = (0, 0, -1, 0);
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*') (star, resume, p) = (p, n, p + 1);
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == name[n])) (p, n) = (p + 1, n + 1);
            else if (star >= 0) (p, n) = (star + 1, ++resume);
            else return false;
        }

        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }

    /// <summary>The parameters of a group that decay, or those that do not.</summary>
    private sealed record Part(ParameterGroup? Group, bool Decays, List<ParameterInfo> Members);
}
