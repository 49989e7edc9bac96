using Pico.Models;

namespace Pico.Examples.Tests.Checking;

/// <summary>A right model whose description runs something else.</summary>
/// <param name="inner">The model.</param>
/// <param name="fault">What its entry points become.</param>
internal sealed class BrokenModel(IModel inner, Func<EntryPointDescription, EntryPointDescription> fault) : IModel
{
    public ulong Seed { get => inner.Seed; set => inner.Seed = value; }

    public ParameterSet Parameters => inner.Parameters;

    public ModelWorkspace DefaultWorkspace => inner.DefaultWorkspace;

    public Span<float> Gradients => inner.Gradients;

    public ModelDescription Description => new(inner.Description.Name, [.. inner.Description.EntryPoints.Select(
        entry => fault(entry) with { RunEagerly = (_, inputs) => entry.RunEagerly(inner, inputs) })]);

    public IReadOnlyDictionary<string, long> Sizes => inner.Sizes;

    public ModelWorkspace CreateWorkspace() => inner.CreateWorkspace();

    public void ClearGradients() => inner.ClearGradients();

    public void Visit(string prefix, IParameterVisitor visitor) => inner.Visit(prefix, visitor);
}
