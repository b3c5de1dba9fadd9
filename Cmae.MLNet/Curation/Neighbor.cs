namespace Cmae.MLNet.Curation;

/// <summary>A row that is similar to something.</summary>
/// <param name="Row">Which row.</param>
/// <param name="Similarity">Cosine similarity after centering, -1 to 1.</param>
internal readonly record struct Neighbor(int Row, float Similarity);
