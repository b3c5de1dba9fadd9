using System.Diagnostics;
using System.Globalization;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>
/// Damaged files give an error or load: no other exception, no hang, no allocation beyond twice the file plus 64 MiB. The environment variables
/// CMAE_MUTATIONS and CMAE_MUTATION_SEED choose how many files (300 by default) and the seed (20221).
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class MutatedFilesTests
{
    private const int DefaultCount = 300, DefaultSeed = 20221;

    /// <summary>A file loads in milliseconds; a busy machine may hold a thread up for seconds, a loop without end holds it up for ever.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    [TestMethod]
    public void AMutatedFileOfAnEncoderIsRefusedOrLoads() => AssertRefusedOrLoads(Encoders, path => CmaeEncoder.Load(path));

    [TestMethod]
    public void AMutatedFileOfAClassifierIsRefusedOrLoads() => AssertRefusedOrLoads(Classifiers, path => CmaeClassifier.Load(path));

    private static void AssertRefusedOrLoads(Func<TemporaryFolder, IEnumerable<(string, byte[])>> files, Action<string> load)
    {
        using var folder = new TemporaryFolder();
        (string Extension, byte[] Bytes)[] originals = [.. files(folder)];
        int count = Setting("CMAE_MUTATIONS", DefaultCount);
        int seed = Setting("CMAE_MUTATION_SEED", DefaultSeed);
        int loaded = 0;
        for (int i = 0; i < count; i++)
        {
            (string extension, byte[] bytes) = originals[i % originals.Length];
            byte[] mutated = FileMutation.Mutate(bytes, new Random(seed + i));
            string path = folder["mutated" + extension];
            File.WriteAllBytes(path, mutated);
            if (Loads(load, path, mutated.Length, $"file {i} ({extension}) of seed {seed}"))
                loaded++;
        }
        Assert.IsGreaterThan(0, loaded, "Flipped bits of weights still load.");
        Assert.IsLessThan(count, loaded);
        Console.WriteLine($"{count} mutated files of seed {seed}: {loaded} loaded, {count - loaded} refused.");
    }

    private static bool Loads(Action<string> load, string path, long length, string which)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        long start = Stopwatch.GetTimestamp();
        bool loaded = false;
        try
        {
            load(path);
            loaded = true;
        }
        catch (InvalidDataException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"{which} gives {exception}");
        }
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.IsLessThanOrEqualTo((2 * length) + (64 << 20), allocated, $"{which} allocates {allocated} bytes for {length}.");
        Assert.IsLessThan(s_longest, Stopwatch.GetElapsedTime(start), which);
        return loaded;
    }

    private static IEnumerable<(string Extension, byte[] Bytes)> Encoders(TemporaryFolder folder)
    {
        foreach (string extension in (string[])[".safetensors", ".onnx", ".zip", ".pth"])
        {
            RandomEncoder.Create().Save(folder["a" + extension]);
            yield return (extension, File.ReadAllBytes(folder["a" + extension]));
        }
        ForeignFiles.Write(folder["b.safetensors"], ForeignFiles.HuggingFace(RandomEncoder.Create()));
        yield return (".safetensors", File.ReadAllBytes(folder["b.safetensors"]));
        foreach (string path in GoldenFolder.Files("*.pth"))
            yield return (".pth", File.ReadAllBytes(path));
    }

    private static IEnumerable<(string Extension, byte[] Bytes)> Classifiers(TemporaryFolder folder)
    {
        ClassifierWeights weights = RandomClassifier.Create(3);
        new CmaeClassifier(weights, ["a", "b", "c"]).ExportOnnx(folder["c.onnx"]);
        yield return (".onnx", File.ReadAllBytes(folder["c.onnx"]));
        var ml = new MLContext();
        IDataView images = ml.Data.LoadFromEnumerable<SampleImages.Row>([]);
        ml.Model.Save(
            new CmaeImageClassificationTransformer(
                weights, ClassLabels.Named(["a", "b", "c"]), new("Image", ImageColumnKind.Image), images.Schema["Image"].Type),
            images.Schema, folder["c.zip"]);
        yield return (".zip", File.ReadAllBytes(folder["c.zip"]));
        foreach (string path in GoldenFolder.Files("*_finetune*.pth"))
            yield return (".pth", File.ReadAllBytes(path));
    }

    private static int Setting(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
