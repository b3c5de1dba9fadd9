using Microsoft.AspNetCore.RateLimiting;

namespace PhotoService;

/// <summary>
/// The service: POST the bytes of a photo to /classify or to /similar. Uploads are limited in size and in number at a time; what is not a
/// photo is a 400 with the reason.
/// </summary>
public static class PhotoApi
{
    /// <summary>Bytes of the largest photo that is taken; a larger one is answered with 413.</summary>
    public const int LargestUpload = 10 << 20;

    /// <summary>Requests that wait for a processor; more are answered with 503.</summary>
    public const int LongestQueue = 100;

    /// <summary>Makes the application, not started yet.</summary>
    public static WebApplication Create(PhotoClassifier classifier, SimilarPhotos similar, string[] arguments)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(arguments);
        builder.WebHost.ConfigureKestrel(server => server.Limits.MaxRequestBodySize = LargestUpload);
        builder.Services.AddRateLimiter(limiter => limiter
            .AddConcurrencyLimiter("photos", options =>
                (options.PermitLimit, options.QueueLimit) = (Environment.ProcessorCount, LongestQueue))
            .RejectionStatusCode = StatusCodes.Status503ServiceUnavailable);

        WebApplication application = builder.Build();
        application.UseRateLimiter();
        application.MapPost("/classify", (HttpRequest request) => Answer(request, classifier.Classify)).RequireRateLimiting("photos");
        application.MapPost("/similar", (HttpRequest request, int count = 5) =>
            Answer(request, photo => similar.To(photo, Math.Clamp(count, 1, 100)))).RequireRateLimiting("photos");
        return application;
    }

    private static async Task<IResult> Answer<T>(HttpRequest request, Func<byte[], T> answer)
    {
        var photo = new MemoryStream();
        await request.Body.CopyToAsync(photo, request.HttpContext.RequestAborted);
        try
        {
            return Results.Ok(answer(photo.ToArray()));
        }
        catch (InvalidDataException exception)
        {
            return Results.BadRequest(new { error = exception.Message });
        }
    }
}
