namespace Cmae.MLNet.Imaging;

/// <summary>Fills batches with views of the images of a store.</summary>
internal sealed class ViewBatchLoader : IBatchFiller<ViewBatchPlan, ViewBatch>
{
    private readonly IImageSet _images;
    private readonly ContrastiveViews _views;
    private readonly int _seed;
    private readonly int _batchSize;

    private ViewBatchLoader(IImageSet images, ContrastiveViews views, int seed, int batchSize) =>
        (_images, _views, _seed, _batchSize) = (images, views, seed, batchSize);

    /// <summary>Starts preparing batches; the caller enumerates the result once and disposes it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="views">How views are made.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="batchSize">Number of images in the largest batch.</param>
    /// <param name="plans">The batches, in order.</param>
    /// <param name="options">Threads, and batches to prepare ahead.</param>
    public static PrefetchingLoader<ViewBatchPlan, ViewBatch> Start(
        IImageSet images, ContrastiveViews views, int seed, int batchSize, IEnumerable<ViewBatchPlan> plans, PrefetchOptions options) =>
        new(plans, new ViewBatchLoader(images, views, seed, batchSize), options);

    public ViewBatch Create() => new(_batchSize, _views.Options.ViewLength) { Plan = new(0, [], HasTarget: false) };

    public int Begin(ViewBatch batch, ViewBatchPlan plan)
    {
        plan.RequireRoom(_batchSize);
        batch.Plan = plan;
        return plan.Indices.Length;
    }

    public void Fill(ViewBatch batch, int slot)
    {
        int index = batch.Plan.Indices[slot], length = _views.Options.ViewLength;
        PixelImage image = _images.Get(index);
        Span<byte> online = batch.Online.AsSpan(slot * length, length);
        if (batch.Plan.HasTarget)
            _views.Make(image, _seed, batch.Plan.Epoch, index, online, batch.Target.AsSpan(slot * length, length));
        else
            _views.MakeOnline(image, _seed, batch.Plan.Epoch, index, online);
    }
}
