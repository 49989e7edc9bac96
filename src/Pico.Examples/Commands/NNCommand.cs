using System.CommandLine;
using Pico.Examples.NNModule;

namespace Pico.Examples.Commands;

/// <summary><c>pico nn</c>: layers, what they hold and what they cost.</summary>
internal static class NNCommand
{
    public static Command Create() => new("nn", "Layers of images: trains a convolutional network.")
    {
        DigitsCommand.Create("train", "Trains a network of two convolutions on handwritten digits.", CnnLearner.Network),
    };
}
