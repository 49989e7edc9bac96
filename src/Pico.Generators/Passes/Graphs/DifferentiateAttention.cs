using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>The rule of attention: its gradients come from one step, which forms the probabilities again.</summary>
internal static class DifferentiateAttention
{
    /// <summary>For each of the operands that a gradient can reach: its position and its gradient.</summary>
    public static IEnumerable<(int Part, int Gradient)> Run(
        TensorBuilder builder, TensorNode node, TensorOp.Attention attention, int self, int outputGradient, IEnumerable<int> parts)
    {
        var (q, k, v) = (node.Operands[0], node.Operands[1], node.Operands[2]);
        var sizes = AttentionSizes.Of(builder[q].Type, builder[k].Type, attention.IsTimeFirst);

        // Computed where the attention is, also when the way back is a repetition of its own.
        var logSumExp = builder.Add(builder[self] with { Op = new TensorOp.LogSumExp(), Operands = EquatableArray.Of(self), Type = sizes.OfQueries, Name = null });
        var operands = new[] { q, k, v, self, logSumExp, outputGradient }.Concat(node.Operands.Skip(3)).ToArray();
        foreach (var part in parts)
        {
            var op = new TensorOp.AttentionGradient(part, attention.IsCausal, attention.IsTimeFirst);
            yield return (part, builder.Add(op, builder[node.Operands[part]].Type, node.Origin, operands));
        }
    }
}
