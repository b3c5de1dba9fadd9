using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;
using Spectre.Console;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class CommandTextTests
{
    [TestMethod]
    [DataRow("--run runs/a", "cmae pretrain --images \"my photos\" --save-encoder e.onnx --run runs/a --resume")]
    [DataRow("--run runs/a --resume", "cmae pretrain --images \"my photos\" --save-encoder e.onnx --run runs/a --resume")]
    public void ItIsWhatWasTypedWithWhatIsNeededToGoOn(string more, string expected)
    {
        RootCommand root = CommandLineApplication.CreateRoot(AnsiConsole.Console);
        string[] typed = ["pretrain", "--images", "my photos", "--save-encoder", "e.onnx", .. more.Split(' ')];
        Assert.AreEqual(expected, CommandText.Of(root.Parse(typed), "--resume"));
    }

    [TestMethod]
    public void AnOptionThatTheVerbLacksIsNotAdded() => Assert.AreEqual(
        "cmae finetune --images d --run r",
        CommandText.Of(CommandLineApplication.CreateRoot(AnsiConsole.Console).Parse("finetune --images d --run r"), "--resume"));
}
