using Pico.Layers;

namespace Pico.Examples.Tests.Language;

/// <summary>The statements of a body: tuples, loops over constants, jumps, early returns, helpers.</summary>
[Model]
public sealed partial class StatementModel(int width)
{
    const int Rounds = 3;

    readonly Linear first = new(width, width), second = new(width, width, bias: false);

    public Tensor Predict([Shape("batch width")] Tensor x)
    {
        var (a, b) = (first.Forward(x), second.Forward(x));
        (a, b) = (b, a);
        var ((sum, _), product) = Both(a, b);
        for (var i = 0; i < Rounds; i++)
        {
            if (i == 1) continue;
            sum += Scaled(product, i + 1);
            for (var j = 2; j > i; --j) sum = sum - x * j;
        }

        for (int i = 0, j = 10; i < j; i += 2, j--)
        {
            if (j - i < 6) return sum * (i + j);
            sum *= 0.5f;
        }

        return sum;
    }

    [Loss]
    public Tensor Loss([Shape("batch width")] Tensor x, [Shape("batch width")] Tensor target) => Functional.MSELoss(Predict(x), target);

    static ((Tensor Sum, int Two) Pair, Tensor Product) Both(Tensor a, Tensor b)
    {
        var pair = (a + b, 2);
        return (pair, a * pair.Item1 * 0.1f);
    }

    static Tensor Scaled(Tensor x, int times)
    {
        if (times <= 1) return x;
        else if (times == 2) return x + x;
        var result = x;
        for (var i = 0; i < 10; i++)
        {
            if (i == times) break;
            result += x * 0.5f;
        }

        return result;
    }
}
