using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

return await CommandLineApplication.RunAsync(
    CommandLineApplication.CreateRoot(AnsiConsole.Console), args, AnsiConsole.Console, Console.Error);
