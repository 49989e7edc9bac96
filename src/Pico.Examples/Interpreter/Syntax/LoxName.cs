using Pico.Parsing;

namespace Pico.Examples.Interpreter.Syntax;

/// <summary>An identifier and where it stands.</summary>
internal readonly record struct LoxName(string Text, SourceSpan Span);
