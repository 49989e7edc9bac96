namespace Pico;

public sealed partial class Tensor
{
    internal Tensor Dropout(float p)
    {
        if (!(p >= 0 && p < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(p), $"Dropout: p is {p}, but must be from 0 to below 1.");
        }

        var x = FloatOperand("Dropout", this);
        var run = EagerContext.Current;
        var ordinal = run?.NextDropout() ?? 0;
        var factors = new double[x.Size];
        Array.Fill(factors, 1);
        if (run is { Training: true })
        {
            var key = DropoutMask.Key(run.Seed, run.Step, ordinal);
            for (var i = 0; i < factors.Length; i++)
            {
                factors[i] = DropoutMask.Keep(key, i, p) ? DropoutMask.Scale(p) : 0;
            }
        }

        var mask = Dense.Rounded(factors, x.Type, x.shape);
        return TapeNode.Record(
            PrimitiveKind.Dropout, Dense.Multiply(x, mask), (x, gradient => Dense.Multiply(gradient, mask)));
    }
}
