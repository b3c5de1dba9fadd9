using TorchSharp;

[assembly: Parallelize(Scope = ExecutionScope.ClassLevel, Workers = 2)]

namespace Cmae.MLNet.Tests;

[TestClass]
public static class AssemblySetup
{
    /// <summary>The tests' models are tiny and two classes run at once: more threads for each would only wait for one another.</summary>
    [AssemblyInitialize]
    public static void UseOneThread(TestContext _) => torch.set_num_threads(1);
}
