using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Pico.Generators.Pipelines;

/// <summary>
/// What has been bound of a compilation, and what of that still holds for the compilation after an edit. The driver asks for every marked
/// declaration again after an edit of anything, and to bind a body is most of what that costs.
/// </summary>
/// <remarks>
/// A declaration is what it was when the references, the options and, in all files, everything outside bodies, initial values and arguments of
/// attributes is the same, and so are the files whose bodies, initial values and attributes its binder has read, with the values of
/// the constants that they name. Compilations are held weakly: the driver holds the last.
/// </remarks>
internal sealed class BoundDeclarations
{
    private static readonly ConditionalWeakTable<Compilation, BoundDeclarations> OfCompilation = new();
    private static readonly ConcurrentDictionary<string, WeakReference<Compilation>> Latest = new();

    private readonly ConcurrentDictionary<(string Step, string Key), Entry> entries = new();

    /// <summary>The declaration as it was bound before, or as it is bound now; the binder enters the files that it reads.</summary>
    /// <param name="step">Who asks.</param>
    /// <param name="symbol">What declares it.</param>
    /// <param name="compilation">The compilation.</param>
    /// <param name="bind">Binds it: a function of the symbol and the compilation.</param>
    public static T Get<T>(string step, ISymbol symbol, Compilation compilation, Func<ISet<SyntaxTree>, T> bind)
    {
        if (EntryOf(step, symbol, compilation) is { } known)
        {
            return (T)known.Value!;
        }

        var read = new HashSet<SyntaxTree>(symbol.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree));
        var value = bind(read);
        Keep(step, symbol, compilation, value, read.ToImmutableArray());
        return value;
    }

    /// <summary>What has been kept of the symbol and may be used still; null when nothing has.</summary>
    public static T? Find<T>(string step, ISymbol symbol, Compilation compilation)
        where T : class => (T?)EntryOf(step, symbol, compilation)?.Value;

    /// <summary>Keeps what has been bound of a symbol, for as long as the files are the same that have been read for it.</summary>
    public static void Keep(string step, ISymbol symbol, Compilation compilation, object? value, ImmutableArray<SyntaxTree> read)
    {
        if (symbol.GetDocumentationCommentId() is { } key)
        {
            Of(compilation).entries[(step, key)] = new Entry(value, read);
        }
    }

    private static Entry? EntryOf(string step, ISymbol symbol, Compilation compilation) =>
        symbol.GetDocumentationCommentId() is { } key && Of(compilation).entries.TryGetValue((step, key), out var entry) ? entry : null;

    private static BoundDeclarations Of(Compilation compilation)
    {
        if (!OfCompilation.TryGetValue(compilation, out var bound))
        {
            // One thread inherits, and those that come meanwhile wait: a second would find this compilation the latest, and inherit nothing.
            lock (Latest)
            {
                bound = OfCompilation.GetValue(compilation, Inherit);
            }
        }

        return bound;
    }

    private static BoundDeclarations Inherit(Compilation compilation)
    {
        var bound = new BoundDeclarations();
        var name = compilation.AssemblyName ?? string.Empty;
        if (Latest.TryGetValue(name, out var latest) && latest.TryGetTarget(out var old) && OfCompilation.TryGetValue(old, out var before) &&
            Edited(old, compilation) is { } edited)
        {
            foreach (var entry in before.entries.Where(entry => !entry.Value.Read.Any(edited.Contains)))
            {
                bound.entries[entry.Key] = entry.Value;
            }
        }

        Latest[name] = new WeakReference<Compilation>(compilation);
        return bound;
    }

    /// <summary>
    /// The files of the old compilation in which bodies, initial values or arguments of attributes have changed, or which see that a constant has;
    /// null when more than that has.
    /// </summary>
    private static HashSet<SyntaxTree>? Edited(Compilation old, Compilation compilation)
    {
        if (!old.Options.Equals(compilation.Options) || !old.References.SequenceEqual(compilation.References))
        {
            return null;
        }

        var (edited, constants) = (new HashSet<SyntaxTree>(), new List<string>());
        using var after = compilation.SyntaxTrees.GetEnumerator();
        foreach (var tree in old.SyntaxTrees)
        {
            if (!after.MoveNext())
            {
                return null;
            }

            if (tree != after.Current)
            {
                if (tree.FilePath != after.Current.FilePath || !tree.Options.Equals(after.Current.Options))
                {
                    return null;
                }

                edited.Add(tree);
                if (!tree.IsEquivalentTo(after.Current, topLevel: true))
                {
                    if (OutsideBodies.ChangedConstants(tree, after.Current, compilation) is not { } changed)
                    {
                        return null;
                    }

                    constants.AddRange(changed);
                }
            }
        }

        if (after.MoveNext() || ReadersOfConstants.Find(constants, compilation) is not { } readers)
        {
            return null;
        }

        // A reader that is itself edited is there by its old version.
        edited.UnionWith(readers);
        return edited;
    }

    private sealed class Entry
    {
        public Entry(object? value, ImmutableArray<SyntaxTree> read) => (Value, Read) = (value, read);

        public object? Value { get; }

        /// <summary>The files whose bodies, initial values and attributes have gone into it.</summary>
        public ImmutableArray<SyntaxTree> Read { get; }
    }
}
