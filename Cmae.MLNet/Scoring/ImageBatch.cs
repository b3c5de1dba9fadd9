using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Images of some rows and, once scored, their features.</summary>
/// <remarks>One thread at a time; belongs to the row or cursor it was made for.</remarks>
internal sealed class ImageBatch : IDisposable
{
    private readonly FeatureScorer _scorer;
    private readonly ImageColumnReader _reader;
    private readonly float[] _planes;
    private readonly float[] _features;
    private readonly bool[] _bad;

    public ImageBatch(DataViewRow row, FeatureScorer scorer, int capacity)
    {
        _scorer = scorer;
        _reader = new ImageColumnReader(row, scorer.ImageColumn, scorer.Session.Side);
        _planes = new float[capacity * scorer.Session.PlanesLength];
        _features = new float[capacity * scorer.Session.FeatureLength];
        _bad = new bool[capacity];
    }

    /// <summary>Takes the image of the current row.</summary>
    public void Read(int slot)
    {
        Memory<float> planes = _planes.AsMemory(slot * _scorer.Session.PlanesLength, _scorer.Session.PlanesLength);
        try
        {
            _bad[slot] = false;
            _reader.Read(planes);
        }
        catch (Exception exception) when (_scorer.OnBadImage == CmaeBadImageHandling.Skip && exception is (InvalidDataException or IOException))
        {
            _bad[slot] = true;
            planes.Span.Clear();
        }
    }

    /// <summary>Computes the features of the first <paramref name="count"/> images.</summary>
    public void Score(int count)
    {
        _scorer.Session.Run(_planes, _features, count);
        for (int slot = 0; slot < count; slot++)
        {
            if (_bad[slot])
                FeaturesOf(slot).Fill(float.NaN);
        }
    }

    /// <summary>Copies the features of one image into a row's value.</summary>
    public void CopyFeatures(int slot, ref VBuffer<float> value)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, _scorer.Session.FeatureLength);
        FeaturesOf(slot).CopyTo(editor.Values);
        value = editor.Commit();
    }

    private Span<float> FeaturesOf(int slot) => _features.AsSpan(slot * _scorer.Session.FeatureLength, _scorer.Session.FeatureLength);

    public void Dispose() => _reader.Dispose();
}
