using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Pico.Generators.Emit;
using Pico.Generators.Ir;

namespace Pico.Generators.Pipelines;

/// <summary>The files of a model's compiled entry points; none when the model is not valid.</summary>
internal sealed record CompiledModel(EquatableArray<GeneratedSource> Sources)
{
    private static readonly CompiledModel Nothing = new(EquatableArray<GeneratedSource>.Empty);

    public static CompiledModel Of(LoweredModel model)
    {
        if (model.Program is null)
        {
            return Nothing;
        }

        try
        {
            return new CompiledModel(ModelEmitter.Emit(model.Program).Select(file => new GeneratedSource(file.HintName, file.Text)).ToEquatableArray());
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // The analyzer runs the same passes, meets the same exception and reports it.
            return Nothing;
        }
    }

    public void AddTo(SourceProductionContext context)
    {
        foreach (var source in Sources)
        {
            GeneratedSource.Add(context, source);
        }
    }
}
