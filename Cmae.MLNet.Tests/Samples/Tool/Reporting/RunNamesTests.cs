using System.Text.Json;
using Cmae.MLNet.Samples.Tool.Reporting;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting;

[TestClass]
public sealed class RunNamesTests
{
    [TestMethod]
    public void FoldersOfOneNameAreToldApartByTheirPaths()
    {
        CollectionAssert.AreEqual(new[] { "a", "b" }, RunNames.Of([Run("/runs/a"), Run("/runs/b")]).ToArray());
        CollectionAssert.AreEqual(
            new[] { Path.GetFullPath("/first/run"), Path.GetFullPath("/second/run") },
            RunNames.Of([Run("/first/run"), Run("/second/run")]).ToArray());
    }

    private static RunFigures Run(string folder) => new(new DirectoryInfo(folder), default(JsonElement), []);
}
