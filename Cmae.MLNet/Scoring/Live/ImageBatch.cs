using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Images of some rows and, once they are scored, their scores.</summary>
/// <remarks>One thread at a time; belongs to the row or cursor it was made for.</remarks>
internal sealed class ImageBatch
{
    private readonly ImageScorer _scorer;
    private readonly ImageColumnReader _reader;
    private readonly float[] _planes;
    private readonly float[] _scores;
    private readonly bool[] _bad;
    private readonly ValueGetter<DataViewRowId> _idGetter;
    private readonly DataViewRowId[] _ids;
    private readonly bool[] _known;

    public ImageBatch(DataViewRow row, ImageScorer scorer, int capacity)
    {
        _scorer = scorer;
        _reader = new ImageColumnReader(row, scorer.ImageColumn, scorer.Decoder, scorer.Resizer);
        _planes = new float[capacity * scorer.Session.PlanesLength];
        _scores = new float[capacity * scorer.Session.ScoreLength];
        _bad = new bool[capacity];
        _idGetter = row.GetIdGetter();
        _ids = new DataViewRowId[capacity];
        _known = new bool[capacity];
    }

    /// <summary>Takes the image of the current row, unless its scores are known.</summary>
    public void Read(int slot)
    {
        if (_scorer.Cache is { } cache)
        {
            _idGetter(ref _ids[slot]);
            _known[slot] = cache.TryCopy(_ids[slot], ScoresOf(slot));
            if (_known[slot])
                return;
        }
        Memory<float> planes = _planes.AsMemory(slot * _scorer.Session.PlanesLength, _scorer.Session.PlanesLength);
        try
        {
            _bad[slot] = false;
            if (_reader.Read(planes).HasFlag(ImageTraits.NotUpright))
                _scorer.NotUpright?.Add();
        }
        catch (Exception exception) when (_scorer.OnBadImage == CmaeBadImageHandling.Skip
            && exception is (InvalidDataException or IOException or UnauthorizedAccessException))
        {
            _bad[slot] = true;
            planes.Span.Clear();
        }
    }

    /// <summary>Computes the scores of the first <paramref name="count"/> images.</summary>
    public void Score(int count)
    {
        for (int first = 0; first < count;)
        {
            bool isKnown = _known[first];
            int end = first + 1;
            while (end < count && _known[end] == isKnown)
                end++;
            if (!isKnown)
                Score(first, end);
            first = end;
        }
    }

    private void Score(int first, int end)
    {
        IScoringSession session = _scorer.Session;
        session.Run(_planes.AsMemory(first * session.PlanesLength), _scores.AsMemory(first * session.ScoreLength), end - first);
        for (int slot = first; slot < end; slot++)
        {
            if (_bad[slot])
                ScoresOf(slot).Fill(float.NaN);
            else
                _scorer.Cache?.Add(_ids[slot], ScoresOf(slot));
        }
    }

    /// <summary>The scores of one image.</summary>
    public ReadOnlySpan<float> Scores(int slot) => ScoresOf(slot);

    /// <summary>Copies the scores of one image into a row's value.</summary>
    public void CopyScores(int slot, ref VBuffer<float> value)
    {
        VBufferEditor<float> editor = VBufferEditor.Create(ref value, _scorer.Session.ScoreLength);
        ScoresOf(slot).CopyTo(editor.Values);
        value = editor.Commit();
    }

    private Span<float> ScoresOf(int slot) => _scores.AsSpan(slot * _scorer.Session.ScoreLength, _scorer.Session.ScoreLength);
}
