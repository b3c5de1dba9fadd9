using PhotoService;

if (args is not [var model, var encoder, var photos, .. var hostArguments])
{
    Console.Error.WriteLine("Usage: Service MODEL.zip ENCODER.safetensors PHOTOS [--urls http://localhost:5000]");
    return 2;
}
await using WebApplication application = PhotoApi.Create(
    new PhotoClassifier(model), new SimilarPhotos(encoder, photos), hostArguments);
await application.RunAsync();
return 0;
