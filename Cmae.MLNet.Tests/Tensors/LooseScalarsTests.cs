using Cmae.MLNet.Tensors;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Tensors;

/// <summary>
/// Garbage collection at the wrong moment frees a number that native code reads: rare, so only the code itself can be looked at.
/// </summary>
[TestClass]
public sealed class LooseScalarsTests
{
    [TestMethod]
    [DataRow(typeof(TensorArithmetic))]
    [DataRow(typeof(Cmae.MLNet.Samples.Benchmarks.BenchVerb))]
    [DataRow(typeof(Cmae.MLNet.Samples.Demo.MainSample))]
    [DataRow(typeof(Cmae.MLNet.Samples.Tool.Verbs.PretrainVerb))]
    [DataRow(typeof(LooseScalarsTests))]
    public void NothingElseUsesNumbersThatMayBeFreedTooEarly(Type ofTheAssembly)
    {
        string[] found = LooseScalars.CallsIn(ofTheAssembly.Assembly, exempt: typeof(TensorArithmetic));
        Assert.IsEmpty(found, string.Join(Environment.NewLine, found));
    }

    [TestMethod]
    [DataRow(typeof(Tensor), "square")]
    [DataRow(typeof(Tensor), "op_Addition")]
    [DataRow(typeof(Tensor), "softplus")]
    [DataRow(typeof(nn.utils), "clip_grad_norm_")]
    [DataRow(typeof(optim), "AdamW")]
    [DataRow(typeof(optim.Optimizer), "step")]
    public void WhatMakesSuchNumbersIsFound(Type type, string name) =>
        Assert.IsTrue(type.GetMethods().Any(method => method.Name == name && LooseScalars.AreMadeBy(method)), $"{name} is not found.");

    [TestMethod]
    public void WhatMakesNoneIsNotFound() => Assert.IsFalse(LooseScalars.AreMadeBy(typeof(Tensor).GetMethod("matmul")!));
}
