using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Pico.Examples.Interpreter.Fast;
using Pico.Examples.Interpreter.Portable;
using Pico.Examples.Interpreter.Resolution;
using Pico.Examples.Interpreter.Runtime;
using Pico.Examples.Interpreter.Syntax;
using Pico.Parsing;

namespace Pico.Examples.Interpreter;

/// <summary>Runs Lox programs, one after the other, with common globals. An engine serves one thread at a time.</summary>
internal sealed class LoxEngine
{
    /// <summary>
    /// Each call of a program takes a few frames of ours; calls that take more, because they are nested in long expressions, end in a "Stack overflow." before the limit on calls.
    /// What is left then must do for one function, however deep its expressions are, and for compiling it.
    /// </summary>
    private const int StackOfCall = 4096, StackOfEngine = 1 << 20, MostStack = 1 << 29;

    private const int StatementsOfPart = 256;

    private readonly GlobalNames names = new();
    private readonly LoxLimits limits;
    private readonly LoxMachine machine;
    private readonly bool isFast;

    /// <param name="output">Where programs print.</param>
    /// <param name="limits">What programs may use.</param>
    /// <param name="kind">How programs are executed; where no code can be made at run time, the portable way.</param>
    /// <param name="cancellation">Ends a program.</param>
    public LoxEngine(TextWriter output, LoxLimits? limits = null, LoxEngineKind kind = LoxEngineKind.Fast, CancellationToken cancellation = default)
    {
        isFast = kind == LoxEngineKind.Fast && RuntimeFeature.IsDynamicCodeCompiled;
        this.limits = limits ?? new LoxLimits();
        machine = new LoxMachine(names, output, this.limits, cancellation);
        var start = Stopwatch.GetTimestamp();
        Define("clock", 0, _ => new LoxValue(Stopwatch.GetElapsedTime(start).TotalSeconds));
    }

    /// <summary>Adds a function of the host.</summary>
    /// <param name="name">What programs call it.</param>
    /// <param name="arity">How many arguments it takes.</param>
    /// <param name="body">What it does.</param>
    public void Define(string name, int arity, LoxHostFunction body)
    {
        var index = names.IndexOf(name);
        machine.GrowGlobals();
        machine.Globals[index] = new LoxValue(new LoxNative(name, arity, body));
    }

    /// <summary>Compiles a program.</summary>
    /// <param name="source">The program.</param>
    /// <param name="errors">What is wrong with it, in the order of the text.</param>
    /// <returns>The resolved program; it can be run if there are no errors.</returns>
    public ResolvedFunction Compile(string source, out IReadOnlyList<LoxError> errors)
    {
        var lines = new SourceLines(source);
        var parsed = LoxGrammar.ParseProgram(source);
        var script = Resolver.Resolve(parsed.ValueOrDefault ?? [], names, lines, out var mistakes);
        errors =
        [
            .. parsed.Errors.Select(error => (error.Span, error.Message))
                .Concat(mistakes)
                .OrderBy(error => error.Span.Start)
                .Select(error => new LoxError(lines.LineOf(error.Span), Where(source, error.Span, error.Message), error.Message)),
        ];
        return script;
    }

    /// <summary>Whether a text is an expression, without the semicolon that would make it a program.</summary>
    public static bool IsExpression(string source) => LoxGrammar.ParseExpression(source).IsSuccess;

    /// <summary>Whether a program only lacks its end: more lines may make it right.</summary>
    public static bool IsIncomplete(string source)
    {
        var errors = LoxGrammar.ParseProgram(source).Errors;
        return errors.Count > 0 && errors[0] is var first && (first.Span.Length == 0 || first.Message == LoxGrammar.UnterminatedString);
    }

    /// <summary>Runs a compiled program.</summary>
    /// <param name="script">The program.</param>
    /// <returns>The message and the stack of calls of a run-time error, a line each; nothing if there was none.</returns>
    /// <exception cref="OperationCanceledException">The program was cancelled.</exception>
    /// <exception cref="InvalidOperationException">A program is running: a function of the host cannot run another.</exception>
    public IReadOnlyList<string> Run(ResolvedFunction script)
    {
        if (machine.Depth > 0)
        {
            throw new InvalidOperationException("the engine is running a program; what it calls needs an engine of its own to run another");
        }

        machine.GrowGlobals();
        var stackOfCalls = (int)Math.Min((long)limits.CallDepth * StackOfCall, MostStack);
        IReadOnlyList<string> error = [];
        ExceptionDispatchInfo? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    machine.Begin(stackOfCalls);
                    var start = isFast ? Fast(script) : Portable(script);
                    machine.Enter(machine.Sites.Add(script, 0), script.FrameSize, ref machine.FirstSlot);
                    start();
                    machine.Leave();
                }
                catch (LoxRuntimeException e)
                {
                    error = [e.Message, .. machine.Trace(e.Site)];
                    machine.Reset();
                }
                catch (Exception e)
                {
                    failure = ExceptionDispatchInfo.Capture(e); // of a host function, or a cancellation
                    machine.Reset();
                }
            },
            StackOfEngine + stackOfCalls);
        thread.Start();
        thread.Join();
        failure?.Throw();
        return error;
    }

    /// <summary>Shows a compiled program: the resolved tree, which the portable engine runs, and the IL that the fast one makes of it.</summary>
    /// <param name="script">The program.</param>
    /// <param name="output">Receives the text.</param>
    public void Dump(ResolvedFunction script, TextWriter output)
    {
        new ResolvedTreeWriter(output).Write(script);
        if (isFast)
        {
            output.WriteLine();
            new FastFunction(script, machine).List(output);
        }
    }

    private Action Portable(ResolvedFunction script)
    {
        var body = PortableCompiler.Compile(script, machine.Sites);
        var closure = new LoxClosure(script, body, [], null);
        return () => body.Run(machine, ref machine.FirstSlot, closure);
    }

    /// <summary>Compiles a script part by part, each when its turn comes: its variables are globals, so its statements need nothing of each other, and the first output need not wait for the last of them.</summary>
    private Action Fast(ResolvedFunction script)
    {
        var parts = script.Body.Chunk(StatementsOfPart).Select(part => script with { Body = part });
        return () =>
        {
            foreach (var part in parts)
            {
                var body = (Func<LoxClosure, LoxValue, LoxValue>)new FastFunction(part, machine).Target;
                body(new LoxClosure(part, body, [], null), LoxValue.Nil);
            }
        };
    }

    private static string Where(string source, SourceSpan span, string message) =>
        message is LoxGrammar.UnexpectedCharacter or LoxGrammar.UnterminatedString ? ""
        : span.Length == 0 ? " at end"
        : $" at '{source.AsSpan(span.Start, span.Length)}'";
}
