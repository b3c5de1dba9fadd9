using Cmae.MLNet.Samples;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

return await CommandLineApplication.RunAsync(SampleCommands.CreateRoot(AnsiConsole.Console), args, AnsiConsole.Console, Console.Error);
