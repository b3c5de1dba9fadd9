namespace Cmae.MLNet.Imaging;

/// <summary>Fills batches with the two views of images of a store.</summary>
internal sealed class ViewBatchLoader : IBatchFiller<BatchPlan, ViewBatch>
{
    private readonly IImageSet _images;
    private readonly ContrastiveViews _views;
    private readonly int _seed;
    private readonly int _batchSize;

    private ViewBatchLoader(IImageSet images, ContrastiveViews views, int seed, int batchSize) =>
        (_images, _views, _seed, _batchSize) = (images, views, seed, batchSize);

    /// <summary>Starts to prepare batches; enumerate the result once, and dispose it.</summary>
    /// <param name="images">The images.</param>
    /// <param name="views">How views are made.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="batchSize">Images of the largest batch.</param>
    /// <param name="plans">The batches, in order.</param>
    /// <param name="options">Threads and batches ahead.</param>
    public static PrefetchingLoader<BatchPlan, ViewBatch> Start(
        IImageSet images, ContrastiveViews views, int seed, int batchSize, IEnumerable<BatchPlan> plans, PrefetchOptions options) =>
        new(plans, new ViewBatchLoader(images, views, seed, batchSize), options);

    public ViewBatch Create() => new(_batchSize, _views.Options.ViewLength) { Plan = new(0, []) };

    public int Begin(ViewBatch batch, BatchPlan plan)
    {
        if (plan.Indices.Length > _batchSize)
            throw new ArgumentException($"A batch of {plan.Indices.Length} images is planned where there is room for {_batchSize}.", nameof(plan));
        batch.Plan = plan;
        return plan.Indices.Length;
    }

    public void Fill(ViewBatch batch, int slot)
    {
        int index = batch.Plan.Indices[slot], length = _views.Options.ViewLength;
        _views.Make(
            _images.Get(index), _seed, batch.Plan.Epoch, index,
            batch.Online.AsSpan(slot * length, length), batch.Target.AsSpan(slot * length, length));
    }
}
