using Cmae.MLNet.Samples.Tool.Libtorch;

namespace Cmae.MLNet.Tests.Samples.Tool.Libtorch;

[TestClass]
[DoNotParallelize] // the environment is everybody's
public sealed class LibtorchFolderTests
{
    [TestMethod]
    public void TheFolderOfTheUsersChoiceComesFirstThenNuGets()
    {
        using var chosen = new Variable(LibtorchFolder.Variable, "/opt/libtorch/lib");
        using var packages = new Variable("NUGET_PACKAGES", "/packages");
        string[] folders = [.. LibtorchFolder.Candidates()];
        Assert.HasCount(2, folders);
        Assert.AreEqual("/opt/libtorch/lib", folders[0]);
        StringAssert.Matches(
            folders[1].Replace('\\', '/'),
            new("^/packages/libtorch-cpu-(?<system>[a-z0-9-]+)/[0-9]+\\.[0-9]+\\.[0-9]+/runtimes/\\k<system>/native$"));
    }

    [TestMethod]
    public void WithoutAVariableNuGetsFolderIsInTheHomeFolder()
    {
        using var packages = new Variable("NUGET_PACKAGES", null);
        Assert.AreEqual(
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            LibtorchFolder.NuGetPackages);
    }

    [TestMethod]
    public void TheFirstFolderThatHasTheLibraryIsTaken()
    {
        string native = Path.GetDirectoryName(Directory.EnumerateFiles(
            AppContext.BaseDirectory, LibtorchFolder.FileNameOf("torch_cpu"), SearchOption.AllDirectories).First())!;
        using var empty = new TemporaryFolder();
        Assert.AreNotEqual(0, LibtorchFolder.Load("torch_cpu", [empty.Path, native]));
        Assert.AreEqual(0, LibtorchFolder.Load("torch_cpu", [empty.Path]));
        Assert.AreEqual(0, LibtorchFolder.Load("torch_cuda", [native]));
    }

    /// <summary>A variable of the environment, put back afterwards.</summary>
    private sealed class Variable : IDisposable
    {
        private readonly string _name;
        private readonly string? _before;

        public Variable(string name, string? value)
        {
            (_name, _before) = (name, Environment.GetEnvironmentVariable(name));
            Environment.SetEnvironmentVariable(name, value);
        }

        public void Dispose() => Environment.SetEnvironmentVariable(_name, _before);
    }
}
