namespace Cmae.MLNet.Modeling;

/// <summary>The size of a decoder; its MLPs are four times as wide as its tokens.</summary>
/// <param name="Width">
/// Channels of every decoder token (Dd). Divisible by 4 (the sin-cos positions) and by <paramref name="Heads"/>.
/// </param>
/// <param name="Depth">Number of transformer blocks.</param>
/// <param name="Heads">Attention heads of every block.</param>
internal sealed record DecoderConfiguration(int Width, int Depth, int Heads);
