using System.CommandLine;
using Cmae.MLNet.Samples.Tool.CommandLine;

namespace Cmae.MLNet.Tests.Samples.Tool.CommandLine;

[TestClass]
public sealed class VerbTests
{
    [TestMethod]
    public async Task AVerbReturnsSuccess()
    {
        var root = new RootCommand();
        root.SetVerb((_, _) => { });
        Assert.AreEqual(ExitCodes.Success, await root.Parse([]).InvokeAsync());
    }

    [TestMethod]
    public async Task AVerbHearsOfCancellation()
    {
        var root = new RootCommand();
        using var started = new ManualResetEventSlim();
        root.SetVerb((_, cancellation) =>
        {
            started.Set();
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
        });
        using var cancellation = new CancellationTokenSource();
        Task<int> run = root.Parse([])
            .InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, cancellation.Token);
        started.Wait();
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<OperationCanceledException>(() => run);
    }
}
