using System.CommandLine;
using System.CommandLine.Parsing;
using Pico.Checkpoints;
using Pico.Models;
using Pico.Training;

namespace Pico.Examples.Commands;

/// <summary>
/// The one place where failures turn into what the user sees: a single line on the error stream that starts with
/// <c>pico:</c>, and an exit code other than zero.
/// </summary>
internal static class ErrorBoundary
{
    public const int Failure = 1;
    public const int Usage = 2;
    public const int Interrupted = 130; // 128 + SIGINT, as shells expect

    // How long a run may take to end its step and save once it is interrupted.
    private static readonly TimeSpan Farewell = TimeSpan.FromMinutes(2);

    /// <summary>Set to anything, it adds the stack trace of an internal error.</summary>
    private const string TraceVariable = "PICO_TRACE";

    /// <summary>Parses and runs a command line.</summary>
    public static async Task<int> RunAsync(RootCommand root, string[] arguments, TextWriter output, TextWriter error)
    {
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0) return Report(error, Describe(parsed), Usage);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = error, ProcessTerminationTimeout = Farewell });
        }
        catch (Exception e) when (e is UserErrorException or CheckpointException or TrainingException or NonFiniteException)
        {
            return Report(error, e.Message, Failure);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Report(error, e.Message, Failure);
        }
        catch (OutOfMemoryException)
        {
            return Report(error, "there is not enough memory; choose a smaller model, batch or context", Failure);
        }
        catch (OperationCanceledException)
        {
            return Report(error, "interrupted", Interrupted);
        }
        catch (Exception e)
        {
            var code = Report(error, $"internal error: {e.GetType().Name}: {e.Message} (set {TraceVariable}=1 to see where, and please report it)", Failure);
            if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }) error.WriteLine(e);
            return code;
        }
    }

    private static string Describe(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var path = command is RootCommand ? "pico" : command.Name;
        for (var outer = parsed.CommandResult.Parent; outer is CommandResult result; outer = result.Parent)
        {
            path = $"{(result.Command is RootCommand ? "pico" : result.Command.Name)} {path}";
        }

        var problem = parsed.Errors[0].Message.TrimEnd('.');
        if (parsed.UnmatchedTokens is [var word, ..] && !word.StartsWith('-') && command.Subcommands.Count > 0)
        {
            problem = $"unknown {(command.Name == TrainCommand.Name ? "model" : "command")} '{word}'; known: {string.Join(", ", command.Subcommands.Select(known => known.Name))}";
        }

        return $"{problem}; see '{path} --help'";
    }

    private static int Report(TextWriter error, string message, int code)
    {
        error.WriteLine($"pico: {string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))}");
        return code;
    }
}
