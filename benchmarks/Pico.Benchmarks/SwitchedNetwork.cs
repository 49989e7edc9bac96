using Pico;
using Pico.Layers;
using static Pico.Functional;

namespace Pico.Benchmarks;

/// <summary>A small classifier in its general form, or with form 1 in the one for its sizes.</summary>
[Model, Specialize(inputs: 8, width: 8, classes: 3, form: 1), Specialize(inputs: 16, width: 32, classes: 10, form: 1)]
internal sealed partial class SwitchedNetwork(int inputs, int width, int classes, int form)
{
    readonly Linear first = new(inputs, width), second = new(width, width), head = new(width, classes);
    readonly LayerNorm norm1 = new(width), norm2 = new(width);

    public Tensor Predict([Shape("batch inputs")] Tensor x)
    {
        var y = Gelu(norm1.Forward(first.Forward(x)));            // [batch, width]
        return Softmax(head.Forward(norm2.Forward(y + Gelu(second.Forward(y)))));
    }

    [Loss]
    public Tensor Loss([Shape("batch inputs")] Tensor x, [Shape("batch classes")] Tensor targets)
    {
        var rest = Predict(x) - targets;
        return (rest * rest).Mean();
    }
}
