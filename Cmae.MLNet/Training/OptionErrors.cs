namespace Cmae.MLNet.Training;

/// <summary>What is wrong with some options, gathered into one message.</summary>
/// <param name="optionsName">What the options are called in the message.</param>
internal sealed class OptionErrors(string optionsName)
{
    private readonly List<string> _errors = [];

    /// <summary>Notes an error: option, value, what is allowed.</summary>
    public void Add(string error) => _errors.Add(error);

    /// <summary>A number with a lower bound.</summary>
    public void AtLeast(string option, int value, int minimum)
    {
        if (value < minimum)
            Add($"{option} = {value}; it must be at least {minimum}");
    }

    /// <summary>A number between two bounds, both allowed; NaN is not.</summary>
    public void Within(string option, double value, double minimum, double maximum)
    {
        if (!(value >= minimum && value <= maximum))
            Add(FormattableString.Invariant($"{option} = {value}; it must be {minimum} to {maximum}"));
    }

    /// <summary>A value of an enumeration that must be one of its names.</summary>
    public void Defined<T>(string option, T value)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value))
            Add($"{option} = {value}; it must be one of {string.Join(", ", Enum.GetNames<T>())}");
    }

    /// <summary>A name that must be there.</summary>
    public void Named(string option, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            Add($"{option} is empty; name a column");
    }

    /// <summary>Sizes of an encoder that do not fit together.</summary>
    public void CheckEncoder(CmaeArchitecture architecture, int imageSize, int? patchSize)
    {
        (int width, int depth, int heads, int mlpWidth) = architecture;
        if (width < 4 || heads < 1 || width % 4 != 0 || width % heads != 0)
            Add($"Architecture has a width of {width} and {heads} heads; the width must be divisible by 4 and by the number of heads");
        if (depth < 1 || mlpWidth < 1)
            Add($"Architecture has a depth of {depth} and an MLP width of {mlpWidth}; both must be at least 1");
        if (imageSize is < 8 or > 4096)
            Add($"ImageSize = {imageSize}; it must be 8 to 4096 pixels");
        else if (patchSize is { } patch && (patch < 1 || imageSize % patch != 0))
        {
            string divisors = string.Join(", ", Enumerable.Range(1, imageSize).Where(d => imageSize % d == 0));
            Add($"PatchSize = {patch} does not divide ImageSize = {imageSize}; patch sizes that do: {divisors}");
        }
    }

    /// <exception cref="ArgumentException">There are errors: one line each.</exception>
    public void ThrowIfAny()
    {
        if (_errors.Count > 0)
        {
            string lines = string.Concat(_errors.Select(error => $"{Environment.NewLine}- {error}"));
            throw new ArgumentException(
                $"{optionsName} has {_errors.Count} invalid option{(_errors.Count == 1 ? "" : "s")}:{lines}", "options");
        }
    }
}
