using System.Net;
using System.Net.Http.Json;
using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.AspNetCore.Builder;
using Microsoft.ML;
using PhotoService;

namespace Cmae.MLNet.Tests.Samples.QuickStart;

[TestClass]
public sealed class ServiceTests
{
    private static readonly TemporaryFolder s_folder = new();
    private static WebApplication? s_service;
    private static HttpClient? s_client;
    private static string[] s_photos = [];

    [ClassInitialize]
    public static async Task Start(TestContext context)
    {
        DrawnImageFolder.Write(s_folder["photos"], 24, side: 32, seed: 1);
        s_photos = Directory.GetFiles(s_folder["photos"], "*.png", SearchOption.AllDirectories);
        SmallEncoder.Save(s_folder["encoder.safetensors"]);
        SaveModel();
        s_service = PhotoApi.Create(
            new PhotoClassifier(s_folder["model.zip"]),
            new SimilarPhotos(s_folder["encoder.safetensors"], s_folder["photos"]),
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default", "None"]);
        await s_service.StartAsync(context.CancellationToken);
        s_client = new HttpClient { BaseAddress = new Uri(s_service.Urls.Single()) };
    }

    [ClassCleanup]
    public static async Task Stop()
    {
        s_client?.Dispose();
        if (s_service is not null)
            await s_service.DisposeAsync();
        s_folder.Dispose();
    }

    [TestMethod]
    public async Task APhotoIsClassified()
    {
        PhotoClass? answer = await (await Post("classify", File.ReadAllBytes(s_photos[0]))).Content.ReadFromJsonAsync<PhotoClass>();
        Assert.IsTrue(Directory.Exists(Path.Combine(s_folder["photos"], answer!.Class)), answer.Class);
        Assert.IsTrue(answer.Probability is > 0 and <= 1);
    }

    [TestMethod]
    public async Task APhotoOfTheFolderIsMostSimilarToItself()
    {
        Match[]? answer = await (await Post("similar?count=3", File.ReadAllBytes(s_photos[5]))).Content.ReadFromJsonAsync<Match[]>();
        Assert.HasCount(3, answer!);
        Assert.AreEqual(Path.GetRelativePath(s_folder["photos"], s_photos[5]), answer![0].Key);
        Assert.AreEqual(1, answer[0].Similarity, 1e-4);
    }

    [TestMethod]
    [DataRow("classify")]
    [DataRow("similar")]
    public async Task WhatIsNotAPhotoIsRefused(string path) =>
        Assert.AreEqual(HttpStatusCode.BadRequest, (await Post(path, "no photo"u8.ToArray())).StatusCode);

    [TestMethod]
    public async Task AnUploadThatIsTooLargeIsRefusedBeforeItIsSent()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "classify")
        {
            Content = new ByteArrayContent(new byte[PhotoApi.LargestUpload + 1]),
        };
        request.Headers.ExpectContinue = true;
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, (await s_client!.SendAsync(request)).StatusCode);
    }

    [TestMethod]
    public async Task ManyRequestsAtATimeGetTheirOwnAnswers()
    {
        Task<Match[]?>[] answers =
        [
            .. Enumerable.Range(0, 80).Select(async i => await (await Post("similar?count=1", File.ReadAllBytes(s_photos[i % 24])))
                .Content.ReadFromJsonAsync<Match[]>()),
        ];
        await Task.WhenAll(answers);
        for (int i = 0; i < answers.Length; i++)
            Assert.AreEqual(Path.GetRelativePath(s_folder["photos"], s_photos[i % 24]), answers[i].Result![0].Key);
    }

    private static Task<HttpResponseMessage> Post(string path, byte[] photo) => s_client!.PostAsync(path, new ByteArrayContent(photo));

    private static void SaveModel()
    {
        var ml = new MLContext(seed: 1);
        IDataView photos = ml.Data.LoadImageFolder(s_folder["photos"]);
        IDataView loaded = ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(photos).Transform(photos);
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.CmaeFeaturize("Features", "Image", CmaeEncoder.Load(s_folder["encoder.safetensors"])))
            .Append(ml.MulticlassClassification.Trainers.CmaeLinear())
            .Append(ml.Transforms.Conversion.MapKeyToValue("Class", "PredictedLabel"))
            .Fit(loaded);
        ml.Model.Save(model, null, s_folder["model.zip"]);
    }

    private sealed record Match(string Key, double Similarity);
}
