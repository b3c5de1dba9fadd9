using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Samples.Tool.Libtorch;
using Spectre.Console;

LibtorchFolder.UseWhereMissing();
return await CommandLineApplication.RunAsync(
    CommandLineApplication.CreateRoot(AnsiConsole.Console), args, AnsiConsole.Console, Console.Error);
