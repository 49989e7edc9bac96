using Pico.Examples.Commands;

return await ErrorBoundary.RunAsync(PicoCommands.Create(), args, Terminal.StandardOutput(), Console.Error);
