using Cmae.MLNet.Samples.CommandLine;
using Spectre.Console;

return await CommandLineApplication.RunAsync(args, AnsiConsole.Console, Console.Error);
