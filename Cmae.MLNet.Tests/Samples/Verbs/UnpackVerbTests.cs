using Cmae.MLNet.Samples.CommandLine;
using Cmae.MLNet.Tests.Samples.CommandLine;
using Cmae.MLNet.Tests.Samples.Unpacking;

namespace Cmae.MLNet.Tests.Samples.Verbs;

[TestClass]
public sealed class UnpackVerbTests
{
    [TestMethod]
    public async Task AFolderIsUnpackedOnce()
    {
        using var folder = new TemporaryFolder();
        CifarFiles.Write(folder);
        string[] arguments = ["unpack", "--cifar10", folder.Path, "--to", folder["images"]];
        (int exitCode, string output, string error) = await CommandLineApplicationTests.RunAsync(arguments);
        Assert.AreEqual(ExitCodes.Success, exitCode, error);
        StringAssert.StartsWith(output, "7 images of 3 classes, 2 of them for the test.");

        (exitCode, _, error) = await CommandLineApplicationTests.RunAsync(arguments);
        Assert.AreEqual(ExitCodes.Failure, exitCode);
        StringAssert.Contains(error, "is not empty");
    }
}
