using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The official initial values, all from one generator. LayerNorm and BatchNorm start at 1 and 0 by construction.</summary>
internal static class Initialization
{
    private const double TokenStandardDeviation = 0.02;
    private const double ClassifierStandardDeviation = 2e-5;

    /// <summary>Initializes a whole pre-training model; the momentum branch starts as a copy of the online branch.</summary>
    public static void DrawWeights(CmaeModel model, Generator generator)
    {
        DrawWeights(model.backbone, generator);
        DrawWeights(model.pixel_decoder, generator);
        if (!model.IsContrastive)
            return;
        if (model.feature_decoder is { } featureDecoder)
            DrawWeights(featureDecoder, generator);
        DrawWeights(model.projector, generator);
        DrawWeights(model.head.predictor, generator);
        MomentumUpdate.Copy(model.target_backbone, model.backbone);
        MomentumUpdate.Copy(model.target_projector, model.projector);
    }

    /// <summary>Initializes an encoder.</summary>
    public static void DrawWeights(VisionTransformer encoder, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        encoder.cls_token.normal_(0, TokenStandardDeviation, generator);
        Conv2d patches = encoder.patch_embed.projection;
        XavierUniform(patches.weight!, generator);
        patches.bias!.uniform_(-1 / Math.Sqrt(FanIn(patches.weight!)), 1 / Math.Sqrt(FanIn(patches.weight!)), generator);
        DrawLinears(encoder, generator);
    }

    /// <summary>
    /// Initializes a fine-tuning head so that all classes start almost alike. (The official code truncates at ±2, a hundred thousand
    /// standard deviations away.)
    /// </summary>
    public static void DrawWeights(ClassificationHead classifier, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        classifier.head.weight!.normal_(0, ClassifierStandardDeviation, generator);
        classifier.head.bias!.zero_();
    }

    private static void DrawWeights(Decoder decoder, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        decoder.mask_token.normal_(0, TokenStandardDeviation, generator);
        DrawLinears(decoder, generator);
    }

    // Projector and predictor keep PyTorch's default for linear layers: uniform within ±1/√fan-in, weights and biases alike.
    private static void DrawWeights(ContrastiveMlp mlp, Generator generator)
    {
        using IDisposable noGradient = no_grad();
        foreach (Linear linear in (Linear[])[mlp.fc0, mlp.fc1])
        {
            double bound = 1 / Math.Sqrt(FanIn(linear.weight!));
            linear.weight!.uniform_(-bound, bound, generator);
            linear.bias?.uniform_(-bound, bound, generator);
        }
    }

    private static void DrawLinears(Module module, Generator generator)
    {
        foreach (MixedLinear linear in module.modules().OfType<MixedLinear>())
        {
            XavierUniform(linear.weight, generator);
            linear.bias.zero_();
        }
    }

    /// <summary>
    /// Uniform within ±√(6 / (fan-in + fan-out)); query, key and value count as one matrix, a convolution as the matrix of its patches.
    /// </summary>
    private static void XavierUniform(Tensor weight, Generator generator)
    {
        double bound = Math.Sqrt(6.0 / (FanIn(weight) + weight.shape[0]));
        weight.uniform_(-bound, bound, generator);
    }

    private static long FanIn(Tensor weight) => weight.numel() / weight.shape[0];
}
