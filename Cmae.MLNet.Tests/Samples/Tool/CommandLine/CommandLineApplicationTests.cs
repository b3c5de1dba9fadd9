using System.CommandLine;
using Cmae.MLNet.Samples;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class CommandLineApplicationTests
{
    public static IEnumerable<object[]> Verbs =>
        SampleCommands.CreateRoot(AnsiConsole.Console).Subcommands.Select(command => new object[] { command.Name });

    [TestMethod]
    [DynamicData(nameof(Verbs))]
    public async Task HelpDescribesEveryOptionAndEndsWithExamples(string verb)
    {
        (int exitCode, string output, string error) = await CommandLineRun.Of(verb, "--help");
        Assert.AreEqual(ExitCodes.Success, exitCode, error);
        StringAssert.Contains(output, "Usage:");
        StringAssert.Contains(output, $"Examples:{Environment.NewLine}  cmae {verb} ");
        Command command = SampleCommands.CreateRoot(AnsiConsole.Console).Subcommands.Single(c => c.Name == verb);
        foreach (Option option in command.Options)
        {
            StringAssert.Contains(output, option.Name);
            Assert.IsFalse(string.IsNullOrWhiteSpace(option.Description), option.Name);
        }
    }

    [TestMethod]
    public void TheExamplesParse()
    {
        RootCommand root = SampleCommands.CreateRoot(AnsiConsole.Console);
        foreach (string example in root.Subcommands.Cast<VerbCommand>().SelectMany(verb => verb.Examples))
            Assert.AreEqual("", string.Join("; ", root.Parse(example).Errors.Select(e => e.Message)), example);
    }

    [TestMethod]
    public async Task HelpOfClassifyListsThePresetsAndDefaults()
    {
        string output = CommandLineRun.Unwrap((await CommandLineRun.Of("classify", "--help")).Output);
        foreach (Preset preset in Preset.All)
            StringAssert.Contains(output, $"{preset.Name} (");
        StringAssert.Contains(output, "[default: micro]");
        StringAssert.Contains(output, "[default: 64]");
    }

    [TestMethod]
    [DataRow("no-such-verb", "Unrecognized command or argument 'no-such-verb'.")]
    [DataRow("classify", "Option '--images' is required.")]
    [DataRow("classify --images d --epochs 2 --minutes 1", "--epochs and --minutes cannot be combined: give one of them.")]
    [DataRow("classify --images d --epochs 0", "--epochs must be more than 0, not 0.")]
    [DataRow("classify --images d --minutes -1", "--minutes must be more than 0, not -1.")]
    [DataRow("classify --images d --image-size -3", "--image-size must be more than 0, not -3.")]
    [DataRow("classify --images d --model m.onnx", "--model must end in .zip, not 'm.onnx'.")]
    [DataRow("pretrain --images d --save-encoder e.bin", "--save-encoder must end in .safetensors or .onnx, not 'e.bin'.")]
    [DataRow("featurize --images d --encoder e.onnx --output o.txt", "--output must end in .csv or .parquet, not 'o.txt'.")]
    [DataRow("predict --images d --csv c.csv", "Option '--model' is required.")]
    [DataRow("pretrain --images d --save-encoder e.onnx --resume", "--resume needs --run: the folder of the run to continue.")]
    [DataRow("pretrain --images d --save-encoder e.onnx --more-epochs 5", "--more-epochs needs --run: the folder of the run to train")]
    [DataRow("finetune --images d --run r --more-epochs 0", "--more-epochs must be more than 0, not 0.")]
    [DataRow("classify --images d --encoder e.onnx --run r", "--run is the folder of a pre-training, and with --encoder there is none")]
    [DataRow("export --encoder e.onnx --to e.txt", "--to must end in .onnx or .safetensors or .zip or .pth or .pt or .bin, not 'e.txt'.")]
    [DataRow("export --encoder e.onnx --to e.pth --precision Int8", "--precision is for .onnx files of features.")]
    [DataRow("pretrain --images d --save-encoder e.onnx --preset huge", "Argument 'huge' not recognized.")]
    [DataRow("bench --only training --plot p.svg", "--plot needs the part 'scaling'.")]
    [DataRow("bench --only training,speed", "--only takes training, inference, pipeline, startup, scaling, not 'speed'.")]
    public async Task WrongUsageIsExplainedWithExitCode2(string arguments, string message)
    {
        (int exitCode, string output, string error) = await CommandLineRun.Of(arguments.Split(' '));
        Assert.AreEqual(ExitCodes.WrongUsage, exitCode);
        StringAssert.StartsWith(error, $"cmae: {message}");
        Assert.AreEqual("", output);
    }

    [TestMethod]
    public async Task WithoutAVerbTheToolShowsItsHelp()
    {
        (int exitCode, string output, string error) = await CommandLineRun.OfTool();
        Assert.AreEqual(ExitCodes.Success, exitCode, error);
        StringAssert.Contains(output, "Usage:");
        StringAssert.Contains(output, "pretrain");
        Assert.DoesNotContain("bench", output);
    }

    [TestMethod]
    public async Task AFailureIsOneLineWithExitCode1()
    {
        (int exitCode, _, string error) = await CommandLineRun.Of(
            "predict", "--images", "/no/such/folder", "--model", "m.zip", "--csv", "c.csv");
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        Assert.AreEqual("cmae: The image folder '/no/such/folder' does not exist.", error.TrimEnd());
    }

    [TestMethod]
    public async Task ACanceledVerbSaysWhatWasKept()
    {
        var root = new RootCommand();
        root.SetVerb((_, _) => throw new VerbCanceledException("A checkpoint is there."));
        var error = new StringWriter();
        Assert.AreEqual(ExitCodes.Canceled, await CommandLineApplication.RunAsync(root, [], AnsiConsole.Console, error));
        Assert.AreEqual("cmae: canceled. A checkpoint is there.", error.ToString().TrimEnd());
    }

    [TestMethod]
    public async Task TheCauseIsToldInsteadOfTheThreadThatHitIt()
    {
        var root = new RootCommand();
        root.SetVerb((_, _) => throw new InvalidOperationException(
            "Splitter/consolidator worker encountered exception", new InvalidDataException("The image file 'x\u001b[2J.jpg' is empty.")));
        var error = new StringWriter();
        Assert.AreEqual(ExitCodes.Failure, await CommandLineApplication.RunAsync(root, [], AnsiConsole.Console, error));
        Assert.AreEqual(@"cmae: The image file 'x\x1B[2J.jpg' is empty.", error.ToString().TrimEnd());
    }
}
