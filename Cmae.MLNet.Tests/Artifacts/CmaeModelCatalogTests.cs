using System.IO.Compression;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Google.Protobuf;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Artifacts;

[TestClass]
public sealed class CmaeModelCatalogTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void AModelScoresAsIfMlNetHadLoadedIt()
    {
        using var folder = new TemporaryFolder();
        using var images = new SampleImages(2);
        using var same = new SampleImages(2); // a loaded model disposes images that already have the size it scales to
        RandomEncoder.Create().Save(folder["a.zip"]);
        ITransformer model = _ml.Model.LoadChecked(folder["a.zip"], out DataViewSchema? schema);
        Assert.IsNull(schema, "An encoder is saved without one.");
        SavedChainTests.AssertClose(
            SavedChainTests.Features(_ml.Model.Load(folder["a.zip"], out _).Transform(same.View(_ml))),
            SavedChainTests.Features(model.Transform(images.View(_ml))));
    }

    [TestMethod]
    public void AModelWithoutAnEncoderIsLoadedWithItsSchema()
    {
        using var folder = new TemporaryFolder();
        IDataView rows = _ml.Data.LoadFromEnumerable([new Row { Value = 2 }]);
        _ml.Model.Save(_ml.Transforms.CopyColumns("Copy", "Value").Fit(rows), rows.Schema, folder["a.zip"]);
        ITransformer model = _ml.Model.LoadChecked(folder["a.zip"], out DataViewSchema? schema);
        Assert.AreEqual("Value", Assert.ContainsSingle(schema!).Name);
        Assert.AreEqual(2, Assert.ContainsSingle(model.Transform(rows).GetColumn<float>("Copy")));
    }

    [TestMethod]
    public void AGraphThatReadsAnotherFileIsRefused()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.zip"]);
        ChangeGraph(folder["a.zip"], model => model.Graph.Initializer[0].ExternalData.Add(
            new StringStringEntryProto { Key = "location", Value = "/etc/passwd" }));
        AssertRefused(folder["a.zip"], "is refused before anything in it runs: its graph keeps the values of 'cls_token' in another file");
    }

    [TestMethod]
    public void AnotherKindOfFileIsNamed()
    {
        using var folder = new TemporaryFolder();
        RandomEncoder.Create().Save(folder["a.safetensors"]);
        AssertRefused(folder["a.safetensors"], "is not an ML.NET model (.zip)");
        Assert.ThrowsExactly<FileNotFoundException>(() => _ml.Model.LoadChecked(folder["b.zip"], out _));
    }

    [TestMethod]
    public void WhatMlNetCannotLoadIsNamed()
    {
        using var folder = new TemporaryFolder();
        using (ZipArchive zip = ZipFile.Open(folder["a.zip"], ZipArchiveMode.Create))
            zip.CreateEntry("TransformerChain/Model.key");
        AssertRefused(folder["a.zip"], "cannot be loaded as an ML.NET model: ");
    }

    [TestMethod]
    public void DamageInAnyPartIsFound()
    {
        using var folder = new TemporaryFolder();
        IDataView rows = _ml.Data.LoadFromEnumerable([new Row { Value = 2 }, new Row { Value = 3 }]);
        _ml.Model.Save(_ml.Transforms.NormalizeMinMax("Copy", "Value").Fit(rows), rows.Schema, folder["a.zip"]);
        byte[] whole = File.ReadAllBytes(folder["a.zip"]);
        int damaged = 0;
        for (int header = 0; whole.AsSpan(header).StartsWith("PK\u0003\u0004"u8); damaged++)
        {
            int content = header + 30 + BitConverter.ToUInt16(whole, header + 26) + BitConverter.ToUInt16(whole, header + 28);
            int next = content + whole.AsSpan(content).IndexOf("PK"u8);
            byte[] changed = [.. whole];
            changed[(content + next) / 2] ^= 16;
            File.WriteAllBytes(folder["b.zip"], changed);
            AssertRefused(folder["b.zip"], "is damaged: ");
            header = next;
        }
        Assert.IsGreaterThan(3, damaged);
    }

    private void AssertRefused(string path, string message)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => _ml.Model.LoadChecked(path, out _));
        StringAssert.Contains(exception.Message, path);
        StringAssert.Contains(exception.Message, message);
    }

    /// <summary>Changes the graph in a model, with the right length and checksums.</summary>
    private static void ChangeGraph(string path, Action<ModelProto> change)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Update);
        ZipArchiveEntry entry = zip.Entries.Single(entry => entry.Name == "OnnxModel");
        using Stream stream = entry.Open();
        stream.Position = sizeof(int);
        ModelProto model = ModelProto.Parser.ParseFrom(stream);
        model.MetadataProps.Remove(model.MetadataProps.First(pair => pair.Key == GraphChecksum.MetadataKey));
        change(model);
        byte[] bytes = model.ToByteArray();
        stream.SetLength(0);
        stream.Write(BitConverter.GetBytes(bytes.Length));
        stream.Write(bytes);
    }

    private sealed class Row
    {
        public float Value { get; set; }
    }
}
