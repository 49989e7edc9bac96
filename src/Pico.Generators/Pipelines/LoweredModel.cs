using System;
using System.Linq;
using Pico.Generators.Ir;
using Pico.Generators.Models;

namespace Pico.Generators.Pipelines;

/// <summary>A model with its program, or with the id of the error because of which it has none.</summary>
internal sealed record LoweredModel(ModelDeclaration Declaration, ModelProgram? Program, string? Problem)
{
    public static LoweredModel Of(ModelDeclaration declaration)
    {
        if (declaration.Spec is null)
        {
            return new LoweredModel(declaration, null, declaration.Problem);
        }

        try
        {
            var program = LoweredSpecs.Lower(declaration.Spec, out var errors);
            return new LoweredModel(declaration, program, program is null ? errors.First(error => error.Id != LoweringIds.StoredScores).Id : null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer meets the same exception and reports it.
            return new LoweredModel(declaration, null, "PICO1999");
        }
    }
}
