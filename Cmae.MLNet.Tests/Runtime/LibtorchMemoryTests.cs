using System.Runtime.InteropServices;
using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Tests.Runtime;

[TestClass]
public sealed class LibtorchMemoryTests
{
    private const string Remedy = "Lower BatchSize.";

    [TestMethod]
    public void WhatLibtorchDoesNotGetIsToldInASentence()
    {
        Libtorch.EnsureLoaded();
        string message = Assert.ThrowsExactly<InsufficientMemoryException>(
            () => LibtorchMemory.Guard("Pre-training", Remedy, () => torch.zeros([1L << 45], torch.float32))).Message;
        Assert.AreEqual(
            "Pre-training needs more memory than this process may use: another 140737.488 GB were not to be had in main memory. " + Remedy,
            message);
    }

    [TestMethod]
    [DataRow("[enforce fail at alloc_cpu.cpp:121] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to allocate " +
        "1500000 bytes. Error code 12 (Cannot allocate memory)\nException raised from posix_memalign",
        ": another 0.002 GB were not to be had in main memory")]
    [DataRow("[enforce fail at alloc_cpu.cpp:83] data. DefaultCPUAllocator: not enough memory: you tried to allocate 68719476736 bytes.",
        ": another 68.719 GB were not to be had in main memory")]
    [DataRow("CUDA out of memory. Tried to allocate 2.50 GiB. GPU 0 has a total capacity of 15.77 GiB",
        ": another 2.684 GB were not to be had on the GPU")]
    [DataRow("std::bad_alloc", "")]
    public void ItSaysHowMuchAndWhereIfThatIsKnown(string libtorch, string more)
    {
        Assert.IsTrue(LibtorchMemory.IsOutOfMemory(libtorch));
        Assert.AreEqual(
            $"Fine-tuning needs more memory than this process may use{more}. {Remedy}",
            LibtorchMemory.MessageOf("Fine-tuning", Remedy, libtorch));
    }

    [TestMethod]
    public void OtherErrorsStayAsTheyAre()
    {
        var error = new ExternalException("The size of tensor a (3) must match the size of tensor b (4)");
        var thrown = Assert.ThrowsExactly<ExternalException>(() => LibtorchMemory.Guard<int>("Scoring", Remedy, () => throw error));
        Assert.AreSame(error, thrown);
        Assert.AreEqual(7, LibtorchMemory.Guard("Scoring", Remedy, () => 7));
    }

    [TestMethod]
    public void TheHeapsOwnLimitIsToldAlike() => StringAssert.StartsWith(
        Assert.ThrowsExactly<InsufficientMemoryException>(
            () => LibtorchMemory.Guard<int>("Pre-training", Remedy, () => throw new OutOfMemoryException())).Message,
        "Pre-training needs more memory than this process may use. Lower");
}
