using System.ComponentModel;

namespace Pico.Models;

/// <summary>The part of a model that all its workspaces share: the seed and, from first use on, the parameters.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ModelState
{
    private readonly ILayer model;
    private readonly Storage storage;
    private readonly Lock binding = new();
    private volatile ParameterSet? parameters;
    private ulong seed;

    /// <summary>Keeps the model, which is walked at first use.</summary>
    /// <param name="model">The model.</param>
    /// <param name="storage">How its parameters are stored.</param>
    public ModelState(ILayer model, Storage storage = Storage.Float32) => (this.model, this.storage) = (model, storage);

    /// <summary>The model, as tools see it.</summary>
    internal IModel Model => (IModel)model;

    /// <summary>The seed of initialisation and dropout; may be set until first use.</summary>
    /// <exception cref="InvalidOperationException">The parameters are initialised already.</exception>
    public ulong Seed
    {
        get => seed;
        set
        {
            if (parameters is not null)
            {
                throw new InvalidOperationException("the seed can only be set before the model is first used: its parameters are initialised already.");
            }

            seed = value;
        }
    }

    /// <summary>The parameters; the first access allocates and initialises them.</summary>
    public ParameterSet Parameters
    {
        get
        {
            if (parameters is { } bound)
            {
                return bound;
            }

            lock (binding)
            {
                return parameters ??= new ParameterSet(model, seed, storage);
            }
        }
    }
}
