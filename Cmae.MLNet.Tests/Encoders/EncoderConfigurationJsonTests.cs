using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class EncoderConfigurationJsonTests
{
    private static readonly CmaeEncoderConfiguration s_configuration = new(new(64, 2, 4, 100), 32, 4)
    {
        OutputNorm = CmaeOutputNorm.AfterPooling,
        Preprocessing = new(37, CmaeChannelOrder.Bgr) { Mean = new(0.1f, 2, 3), StandardDeviation = new(1e-7f, 5, float.MaxValue) },
    };

    [TestMethod]
    public void WhatIsWrittenIsReadBackEqual() =>
        Assert.AreEqual(s_configuration, EncoderConfigurationJson.Read(EncoderConfigurationJson.Write(s_configuration), "x"));

    [TestMethod]
    [DataRow("\"width\":64", "\"width\":66", "width 66 is not a multiple of heads 4")]
    [DataRow("\"depth\":2", "\"depth\":-2", "depth is -2 where 1 to 65536 is allowed")]
    [DataRow("\"patchSize\":4", "\"patchSize\":5", "imageSize 32 is not a multiple of patchSize 5")]
    [DataRow("\"version\":1", "\"version\":9", "its version is 9")]
    [DataRow("\"outputNorm\":\"AfterPooling\"", "\"outputNorm\":\"Elsewhere\"", "cannot be read")]
    [DataRow("\"heads\":4,", "", "cannot be read")]
    [DataRow("\"mean\":[0.1,2,3]", "\"mean\":[0.1,2]", "mean is not three finite numbers")]
    public void ADamagedConfigurationNamesFileAndValue(string old, string changed, string message)
    {
        string json = EncoderConfigurationJson.Write(s_configuration);
        StringAssert.Contains(json, old);
        var exception = Assert.ThrowsExactly<InvalidDataException>(
            () => EncoderConfigurationJson.Read(json.Replace(old, changed), "a.safetensors"));
        StringAssert.Contains(exception.Message, "a.safetensors");
        StringAssert.Contains(exception.Message, message);
    }
}
