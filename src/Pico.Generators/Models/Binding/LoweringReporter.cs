using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Diagnostics;

namespace Pico.Generators.Models;

/// <summary>
/// Reports what lowering found at the innermost expression that the analysed declaration itself holds: in a body the
/// expression, in a stack the attribute, inside somebody else's layer the call of it.
/// </summary>
internal sealed class LoweringReporter
{
    private readonly BindingLog log;
    private readonly string owner;
    private readonly Location fallback;

    public LoweringReporter(BindingLog log, string owner, Location fallback)
    {
        this.log = log;
        this.owner = owner;
        this.fallback = fallback;
    }

    public void Report(IEnumerable<LoweringError> errors)
    {
        var reported = new HashSet<(string, Location, string)>();
        foreach (var error in errors)
        {
            var location = error.Places.Select(place => log.Find(owner, place.Body, place.Ordinal)).FirstOrDefault(found => found is not null) ?? fallback;
            if (reported.Add((error.Id, location, string.Join("\n", Arguments(error)))))
            {
                log.Report(owner, Descriptor(error), location, Arguments(error));
            }
        }
    }

    private static DiagnosticDescriptor Descriptor(LoweringError error) => ModelDiagnostics.All.First(candidate => candidate.Id == error.Id);

    private static object[] Arguments(LoweringError error) => error.Cause is { } cause
        ? error.Arguments.Append(Text(cause)).Cast<object>().ToArray()
        : error.Arguments.Cast<object>().ToArray();

    private static string Text(LoweringError error) =>
        string.Format(CultureInfo.InvariantCulture, Descriptor(error).MessageFormat.ToString(CultureInfo.InvariantCulture), Arguments(error));
}
