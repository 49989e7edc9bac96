using Pico.Examples.Commands;

return await ErrorBoundary.RunAsync(PicoCommands.Create(), args, Console.Out, Console.Error);
