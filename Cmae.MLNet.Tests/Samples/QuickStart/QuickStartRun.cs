using System.Diagnostics;
using QuickStart;

namespace Cmae.MLNet.Tests.Samples.QuickStart;

/// <summary>The program QuickStart in a process of its own.</summary>
internal static class QuickStartRun
{
    /// <summary>Runs it with these arguments; it must succeed.</summary>
    /// <returns>The lines that it wrote.</returns>
    public static string[] Of(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[typeof(PretrainAndClassify).Assembly.Location, .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(0, process.ExitCode, $"{output}{error.Result}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}
