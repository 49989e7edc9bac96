using System;
using System.Threading;

namespace Pico.Generators.Ir;

/// <summary>
/// A value that is being computed: who needs several starts them all and then takes what they gave, in order. The driver runs a step item
/// by item on one thread, while the compiler's other threads have nothing to do. The value is a function of the item, whoever computes it.
/// </summary>
internal sealed class Pending<T>
{
    private readonly Lazy<T> value;
    private int isTaken; // 1: a thread has come to compute it

    private Pending(Func<T> compute) => value = new Lazy<T>(compute, LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>The value: waits for the thread that computes it, or does so itself when none has come to it yet. What failed fails here.</summary>
    public T Value
    {
        get
        {
            isTaken = 1;
            return value.Value;
        }
    }

    /// <summary>Computes it unless another thread does: for who would otherwise wait for one while nobody has come to the next.</summary>
    public void Help()
    {
        if (Interlocked.Exchange(ref isTaken, 1) != 0)
        {
            return;
        }

        try
        {
            _ = Value;
        }
        catch (Exception)
        {
            // Lazy keeps it for who asks for the value.
        }
    }

    public static Pending<T> Start(Func<T> compute)
    {
        var pending = new Pending<T>(compute);
        ThreadPool.QueueUserWorkItem(static state => ((Pending<T>)state!).Help(), pending);
        return pending;
    }
}
