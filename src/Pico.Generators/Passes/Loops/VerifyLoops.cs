using System;
using System.Collections.Generic;
using System.Linq;
using Pico.Generators.Ir;

namespace Pico.Generators.Passes;

/// <summary>
/// Checks that no step reads a temporary that no step before it, or an earlier part of itself, has written, and that copies need not
/// convert. A violation is a fault of the compiler that would show as random results.
/// </summary>
internal static class VerifyLoops
{
    public static void Run(LoopProgram program)
    {
        var written = new HashSet<int>(Enumerable.Range(0, program.Buffers.Count).Where(buffer => program.Buffers[buffer].Kind != BufferKind.Temporary));
        foreach (var step in program.Steps)
        {
            switch (step)
            {
                case LoopStep.RowLoop rows:
                    foreach (var body in rows.Bodies)
                    {
                        Visit(program, step, body, written);
                    }

                    break;
                case LoopStep.ColumnLoop columns:
                    Visit(program, step, columns.Body, written);
                    Visit(program, step, columns.Finish, written);
                    break;
                case LoopStep.Product product:
                    Read(program, step, product.A.Buffer, written);
                    Read(program, step, product.B.Buffer, written);
                    Visit(program, step, product.Epilogue, written);
                    break;
                case LoopStep.Convolution convolution:
                    Read(program, step, convolution.Left, written);
                    Read(program, step, convolution.Right, written);
                    Visit(program, step, convolution.Epilogue, written);
                    break;
                case LoopStep.ScatterAdd scatter:
                    foreach (var buffer in scatter.Source.Buffers.Concat(scatter.Destination.Index!.Buffers))
                    {
                        Read(program, step, buffer, written);
                    }

                    written.Add(scatter.Buffer);
                    break;
                case LoopStep.Attention or LoopStep.AttentionBackward or LoopStep.Pool or LoopStep.PoolBackward:
                    foreach (var buffer in step.Buffers.Reads)
                    {
                        Read(program, step, buffer, written);
                    }

                    written.UnionWith(step.Buffers.Writes);
                    break;
                case LoopStep.Copy copy:
                    Read(program, step, copy.Source.Buffer, written);
                    if (program.Buffers[copy.Source.Buffer].Storage != program.Buffers[copy.Destination.Buffer].Storage)
                    {
                        throw new InvalidOperationException("step " + step.Name + " copies between different types of storage");
                    }

                    written.Add(copy.Destination.Buffer);
                    break;
            }
        }

        Read(program, null, program.Result, written);
    }

    private static void Visit(LoopProgram program, LoopStep step, LoopBody body, HashSet<int> written)
    {
        foreach (var source in body.Sources)
        {
            foreach (var buffer in source.Buffers)
            {
                Read(program, step, buffer, written);
            }
        }

        written.UnionWith(body.Sinks.SelectMany(sink => sink.Buffers));
    }

    private static void Read(LoopProgram program, LoopStep? step, int buffer, HashSet<int> written)
    {
        // One array of a stack is written as another, in an earlier round.
        bool IsSameStack(int other) => program.Buffers[other].Kind == BufferKind.Temporary && program.Buffers[other].Index == program.Buffers[buffer].Index;
        if (!written.Contains(buffer) && !(program.Buffers[buffer].Stack is { IsCarried: true } && written.Any(IsSameStack)))
        {
            throw new InvalidOperationException((step is null ? "the result" : "step " + step.Name) + " reads " + program.Buffers[buffer].Name + " before it is written");
        }
    }
}
