namespace Cmae.MLNet.Samples.Benchmarks;

/// <summary>What can be measured by itself; the names in lower case are those on the command line.</summary>
internal enum BenchmarkPart
{
    /// <summary>A training step, against the plain port of the official one.</summary>
    Training,

    /// <summary>Features, by every way to compute them.</summary>
    Inference,

    /// <summary>Decoding and augmentation of training images.</summary>
    Pipeline,

    /// <summary>Fresh processes.</summary>
    Startup,

    /// <summary>Time and memory of a training step as batch, image and depth grow.</summary>
    Scaling,
}
