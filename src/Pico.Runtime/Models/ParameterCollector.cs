namespace Pico.Models;

/// <summary>Lists the parameters of a model, each once, with what the fields above it say of it.</summary>
internal sealed class ParameterCollector : IParameterVisitor
{
    private readonly string? group;

    public ParameterCollector() => Found = [];

    private ParameterCollector(List<FoundParameter> found, string group) => (Found, this.group) = (found, group);

    public List<FoundParameter> Found { get; }

    public void Parameter(string name, Tensor parameter, bool isFrozen) => Add(name, parameter, isFrozen, isBuffer: false);

    public void Buffer(string name, Tensor buffer) => Add(name, buffer, isFrozen: true, isBuffer: true);

    private void Add(string name, Tensor parameter, bool isFrozen, bool isBuffer)
    {
        var first = Found.FindIndex(found => ReferenceEquals(found.Tensor, parameter));
        if (first < 0)
        {
            Found.Add(new FoundParameter(name, parameter, isFrozen, group, isBuffer));
            return;
        }

        // A tied parameter is one field seen on two paths: it keeps its first name. A mark on either path is its group.
        var known = Found[first];
        if (known.Group is not null && group is not null && known.Group != group) throw InTwo($"the parameter '{known.Name}', which is also '{name}',", known.Group, group);
        Found[first] = known with { Group = known.Group ?? group };
    }

    public IParameterVisitor Group(string name) =>
        group is null || group == name ? new ParameterCollector(Found, name) : throw InTwo("what a field marks", group, name);

    private static InvalidOperationException InTwo(string what, string one, string other) =>
        new($"{what} is in two groups: [Group(\"{one}\")] and [Group(\"{other}\")]; let one mark stand.");
}
