using Cmae.MLNet.Samples.Tool.CommandLine;
using Cmae.MLNet.Tests.Samples.Tool.CommandLine;
using Cmae.MLNet.Tests.Samples.Tool.Unpacking;

namespace Cmae.MLNet.Tests.Samples.Tool.Verbs;

[TestClass]
public sealed class UnpackVerbTests
{
    [TestMethod]
    public async Task AFolderIsUnpackedOnce()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        string[] arguments = ["unpack", "--cifar10", folder.Path, "--to", folder["images"]];
        string output = await CommandLineRun.Succeeds(arguments);
        StringAssert.StartsWith(output, "7 images of 3 classes, 2 of them for the test.");

        (int exitCode, _, string error) = await CommandLineRun.Of(arguments);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "is not empty");
    }
}
