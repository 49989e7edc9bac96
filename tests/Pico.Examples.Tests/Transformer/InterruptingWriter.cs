namespace Pico.Examples.Tests.Transformer;

/// <summary>Interrupts a run when a line with a certain beginning is printed.</summary>
internal sealed class InterruptingWriter(string beginning) : StringWriter
{
    private readonly CancellationTokenSource source = new();

    public CancellationToken Cancellation => source.Token;

    public override void WriteLine(string? value)
    {
        base.WriteLine(value);
        if (value!.StartsWith(beginning, StringComparison.Ordinal)) source.Cancel();
    }
}
