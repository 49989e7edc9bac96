using System;
using System.Threading;
using Microsoft.CodeAnalysis;
using Pico.Generators.Ir;

namespace Pico.Generators.Pipelines;

/// <summary>Steps whose items are computed beside one another.</summary>
internal static class PendingSteps
{
    /// <summary>Like Select, for what takes long and asks nothing but its item.</summary>
    public static IncrementalValuesProvider<TResult> SelectBeside<TSource, TResult>(this IncrementalValuesProvider<TSource> items, Func<TSource, TResult> compute) =>
        items.Select((item, _) => Pending<TResult>.Start(() => compute(item))).Wait();

    /// <summary>Like ForAttributeWithMetadataName, whose declarations are bound beside one another, as the compiler binds bodies.</summary>
    public static IncrementalValuesProvider<TResult> BindBeside<TResult>(
        this SyntaxValueProvider syntax, string attribute, Func<SyntaxNode, CancellationToken, bool> predicate, Func<GeneratorAttributeSyntaxContext, CancellationToken, TResult> bind) =>
        syntax.ForAttributeWithMetadataName(attribute, predicate, (match, cancellation) => Pending<TResult>.Start(() => bind(match, cancellation))).Wait();

    private static IncrementalValuesProvider<T> Wait<T>(this IncrementalValuesProvider<Pending<T>> items) => items.Select((pending, _) => pending.Value);
}
