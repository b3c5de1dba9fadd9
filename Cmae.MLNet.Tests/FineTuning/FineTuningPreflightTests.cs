using Cmae.MLNet.Tests.FineTuning.RunFolder;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class FineTuningPreflightTests
{
    [TestMethod]
    public void ItSaysWhatWillHappenBeforeTheFirstStep()
    {
        using var run = new TemporaryFolder();
        (_, string[] log) = FineTuningRunFolder.RunWithLog(FineTuningRunFolder.Options(run));
        Assert.StartsWith("Fine-tuning on 27 images of 3 classes, 3 to validate on: CPU, ", log[0]);
        Assert.StartsWith("Encoder 32x2x4, 16 px in patches of 4, from random weights, frozen: Nothing; ", log[1]);
        StringAssert.Contains(log[1], "6 epochs of 4 steps, 6 images x 1 a step");
        StringAssert.Matches(log[2], new("^Memory, about: .* GB of the .* GB that this process may use\\.$"));
        StringAssert.Matches(log[3], new("^Disk, about: .* GB in the run folder of .* GB free there, for 2 checkpoints of "));
        Assert.Contains(line => line.StartsWith("After 10 steps: ", StringComparison.Ordinal), log);
    }
}
