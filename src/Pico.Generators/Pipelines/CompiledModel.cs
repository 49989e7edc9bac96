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
            // The passes have succeeded before (the analyzer runs them too), so this is the emitter's own fault. An error in
            // a file of its own is seen, and leaves everything else that the generator writes in place.
            var message = exception.Message.Replace('\r', ' ').Replace('\n', ' ');
            var text = "#error PICO1999: the entry points of " + model.Program.Type.Name + " could not be written (" + message + "); please report it.\n";
            return new CompiledModel(EquatableArray.Of(new GeneratedSource(model.Program.Type.HintName + ".EntryPoints.g.cs", text)));
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
