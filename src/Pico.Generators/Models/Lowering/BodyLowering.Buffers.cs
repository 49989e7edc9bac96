namespace Pico.Generators.Models;

internal sealed partial class BodyLowering
{
    /// <summary>The new value leaves the graph; whoever reads the buffer from now on reads it.</summary>
    private void Update(Statement.Update update)
    {
        var outer = context.Ordinal;
        context.Ordinal = update.Buffer.Origin;
        if (Evaluate(update.Buffer) is not Value.Parameter { Index: var buffer } || !context.Model.IsBuffer(buffer))
        {
            throw context.Unsupported("only a field that is a [Buffer] can be given a new value");
        }

        if (!context.IsTraining)
        {
            throw context.Unsupported("a buffer is given a new value in training only: write 'if (IsTraining)' before");
        }

        var node = primitives.Node(Evaluate(update.Value));
        context.Ordinal = update.Value.Origin;
        context.Update(buffer, tensors.Detach(tensors.Exactly(node, context.Model.ParameterType(buffer))));
        context.Ordinal = outer;
    }
}
