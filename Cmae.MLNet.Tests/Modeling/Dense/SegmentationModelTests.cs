using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tests.Encoders;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class SegmentationModelTests
{
    [TestMethod]
    [DataRow(CmaeSegmentationHead.Pyramid, 16, 8)]
    [DataRow(CmaeSegmentationHead.Pyramid, 8, 8)]
    [DataRow(CmaeSegmentationHead.Pyramid, 4, 8)]
    [DataRow(CmaeSegmentationHead.Linear, 8, 4)]
    public void LogitsLieOnTheFinestGrid(CmaeSegmentationHead head, int patch, int side)
    {
        using DisposeScope scope = NewDisposeScope();
        using SegmentationModel model = RandomSegmenter.Module(head, 32, patch, classes: 5);
        CollectionAssert.AreEqual(new long[] { 2, 5, side, side }, model.forward(zeros([2, 3, 32, 32])).shape);
    }

    /// <summary>In 64-bit floats, so that differences are not drowned by rounding.</summary>
    [TestMethod]
    [DataRow(16)]
    [DataRow(8)]
    [DataRow(4)]
    public void GradientsOfPyramidAndHeadAreThoseOfFiniteDifferences(int patch)
    {
        using DisposeScope scope = NewDisposeScope();
        using SegmentationModel model = RandomSegmenter.Module(CmaeSegmentationHead.Pyramid, 32, patch, classes: 3);
        model.head.to(ScalarType.Float64);
        using Generator generator = new(3, CPU);
        int grid = 32 / patch;
        Tensor tokens = Normal(generator, 2, 16, grid, grid);
        Tensor direction = Normal(generator, 2, 3, 8, 8);
        Loss().backward();
        Dictionary<string, Tensor> gradients = model.head.named_parameters()
            .ToDictionary(named => named.name, named => named.parameter.grad!.clone());
        var random = new Random(7);
        const double step = 1e-5;
        foreach ((string name, Parameter parameter) in model.head.named_parameters())
        {
            long place = random.NextInt64(parameter.numel());
            double value = parameter.data<double>()[place];
            double above = Moved(parameter, place, value + step), below = Moved(parameter, place, value - step);
            Moved(parameter, place, value);
            double expected = (above - below) / (2 * step), actual = gradients[name].data<double>()[place];
            Assert.AreEqual(expected, actual, 1e-6 * Math.Max(1, Math.Abs(expected)), name);
        }

        Tensor Loss() => (model.head.forward(tokens) * direction).sum();

        double Moved(Parameter parameter, long place, double value)
        {
            using IDisposable noGradient = no_grad();
            Set(parameter, place, value);
            return Loss().item<double>();
        }
    }

    [TestMethod]
    public void DroppedChannelsHaveNoInfluence()
    {
        using DisposeScope scope = NewDisposeScope();
        using SegmentationModel model = RandomSegmenter.Module(CmaeSegmentationHead.Pyramid, 32, 8, classes: 3);
        Tensor scales = zeros([1, model.head.DroppedChannels, 1, 1]);
        Tensor logits = model.forward(rand([1, 3, 32, 32]), null, scales);
        Tensor bias = ((PyramidHead)model.head).classifier.bias!.view(1, -1, 1, 1).expand_as(logits);
        Assert.IsTrue(logits.allclose(bias));
    }

    [TestMethod]
    public void ANormBehindThePoolingIsRefused()
    {
        using Generator generator = new(3, CPU);
        var configuration = new CmaeEncoderConfiguration(new(16, 1, 2), 32, 8) { OutputNorm = CmaeOutputNorm.AfterPooling };
        Assert.ThrowsExactly<ArgumentException>(() => new SegmentationModel(configuration, CmaeSegmentationHead.Linear, 2, generator));
    }

    private static Tensor Normal(Generator generator, params long[] shape) =>
        empty(shape, dtype: ScalarType.Float64).normal_(0, 1, generator);

    private static void Set(Parameter parameter, long place, double value)
    {
        using Tensor flat = parameter.detach().view(-1), one = flat.narrow(0, place, 1);
        using Tensor wanted = tensor(new[] { value });
        one.copy_(wanted);
    }
}
