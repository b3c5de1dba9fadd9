namespace Cmae.MLNet.Imaging;

/// <summary>
/// COCO's text form of run lengths. A length is written as its difference to the length two before, from the fourth one on; a number in parts of
/// five bits, the lowest first, each as one character from '0' on; a sixth bit says that another part follows, and the highest bit of the last
/// part is the sign.
/// </summary>
internal static class RunLengthText
{
    private const int PartBits = 5, PartMask = 31, More = 32, Sign = 16, Offset = '0', LargestPart = 63, MaxParts = 7;

    /// <summary>Reads the lengths.</summary>
    /// <exception cref="InvalidDataException">The text has another character, or ends within a number.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var counts = new List<int>();
        for (int position = 0; position < text.Length;)
        {
            long value = Number(text, ref position);
            if (counts.Count > 2)
                value += counts[^2];
            if (value is < 0 or > int.MaxValue)
                throw new InvalidDataException($"run length {counts.Count + 1} of its text form is {value}");
            counts.Add((int)value);
        }
        return counts;
    }

    private static long Number(string text, ref int position)
    {
        long value = 0;
        for (int part = 0; part < MaxParts; part++)
        {
            if (position == text.Length)
                throw new InvalidDataException("the text of its run lengths ends within a number");
            int bits = text[position] - Offset;
            if (bits is < 0 or > LargestPart)
            {
                throw new InvalidDataException(
                    $"the text of its run lengths has the character '{text[position]}' at position {position} (from 0)");
            }
            position++;
            value |= (long)(bits & PartMask) << (PartBits * part);
            if ((bits & More) == 0)
                return (bits & Sign) == 0 ? value : value | (-1L << (PartBits * (part + 1)));
        }
        throw new InvalidDataException($"the text of its run lengths has a number of more than {MaxParts} characters");
    }
}
