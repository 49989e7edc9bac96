namespace Pico.Benchmarks;

/// <summary>An edit of one file of Pico.Examples: a text in it and what stands there afterwards, {0} being different each time.</summary>
internal sealed record GeneratorEdit(string Name, string File, string Before, string After)
{
    public static IReadOnlyList<GeneratorEdit> All { get; } =
    [
        new("a comment in a file without marks", "Commands/ParseCommand.cs", "namespace", "// {0}\nnamespace"),
        new("a comment in a model", "Transformer/Gpt.cs", "[Loss]", "// {0}\n    [Loss]"),
        new("the body of a model's method", "Transformer/Gpt.cs", "norm.Forward(x)", "norm.Forward(x * {0}f)"),
        new("the body of a layer of two models", "Transformer/Block.cs", "attention.Forward(", "{0}f * attention.Forward("),
        new("the sizes of a stack of layers", "Benchmarking/MlpModel.cs", "128", "{0}"),
        new("the body of a kernel", "Kernels/Mandelbrot.cs", "+ imaginary", "+ imaginary + {0}"),
        new("the body of the largest kernels", "RayTracer/Tracing/Traversal.cs", "var least = 0f", "var least = {0}e-30f"),
        new("a message of a grammar", "Interpreter/Syntax/LoxGrammar.cs", "Expect class name", "Expect class name {0}"),
        new("a token of a grammar", "Grammars/Toml/TomlGrammar.cs", "(inf|nan)", "(inf|nan|w{0})"),
    ];
}
