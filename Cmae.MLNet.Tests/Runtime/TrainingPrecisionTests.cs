using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class TrainingPrecisionTests
{
    [TestMethod]
    public void ARequestedPrecisionIsUsed()
    {
        Assert.IsNull(TrainingPrecision.Resolve(CmaePrecision.Float32, torch.CPU));
        Assert.AreEqual(torch.ScalarType.BFloat16, TrainingPrecision.Resolve(CmaePrecision.BFloat16, torch.CPU));
    }

    [TestMethod]
    [OSCondition(OperatingSystems.Linux)]
    public void AutoKnowsTheProcessor()
    {
        string flags = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("flags", StringComparison.Ordinal));
        bool hasBfloat16 = flags.Split(' ').Any(flag => flag is "avx512_bf16" or "amx_bf16");
        Assert.AreEqual(hasBfloat16 ? torch.ScalarType.BFloat16 : null, TrainingPrecision.Resolve(CmaePrecision.Auto, torch.CPU));
    }
}
