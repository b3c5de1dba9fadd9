using System.Globalization;

namespace Cmae.MLNet.Encoders;

/// <summary>Weights that are NaN or infinite make every result NaN: a file with such weights is refused by name.</summary>
internal static class FiniteWeights
{
    /// <summary>Checks the values of one tensor.</summary>
    /// <param name="values">The values.</param>
    /// <param name="name">The tensor, for messages.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">A value is NaN or infinite.</exception>
    public static void Check(ReadOnlySpan<float> values, string name, string where)
    {
        int first = 0;
        while (first < values.Length && float.IsFinite(values[first]))
            first++;
        if (first == values.Length)
            return;
        int count = 0;
        foreach (float value in values[first..])
            count += float.IsFinite(value) ? 0 : 1;
        throw new InvalidDataException(
            $"'{where}': the weight '{name}' has {count} of {values.Length} values that are not finite " +
            $"(the first is {values[first].ToString(CultureInfo.InvariantCulture)}, at index {first}), so every result would be NaN. " +
            "The training that wrote it had failed, or the file was altered. " +
            "Take an earlier checkpoint, and train with a lower learning rate.");
    }
}
