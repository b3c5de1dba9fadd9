using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Cmae.MLNet.Samples.Tool.CommandLine;

/// <summary>
/// How every verb reads numbers and names of values: alike on every system, and what is not one of them is refused. .NET would read 0,5 as
/// 5 where a comma divides thousands.
/// </summary>
internal static class StrictValues
{
    /// <summary>Makes a command and those below it read values so.</summary>
    public static void RequireFor(Command command)
    {
        foreach (Option option in command.Options)
            Require(option);
        foreach (Command verb in command.Subcommands)
            RequireFor(verb);
    }

    private static void Require(Option option)
    {
        switch (option)
        {
            case Option<int> number:
                number.CustomParser = result => Whole(result) ?? 0;
                break;
            case Option<int?> number:
                number.CustomParser = Whole;
                break;
            case Option<double> number:
                number.CustomParser = result => Real(result, result.Tokens[0].Value) ?? 0;
                break;
            case Option<double?> number:
                number.CustomParser = result => Real(result, result.Tokens[0].Value);
                break;
            case Option<float[]> numbers:
                numbers.CustomParser = result => [.. result.Tokens.Select(token => (float)(Real(result, token.Value) ?? 0))];
                break;
            default:
                if (EnumerationOf(option.ValueType) is { } enumeration)
                    option.Validators.Add(result => RequireName(result, enumeration));
                break;
        }
    }

    private static int? Whole(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value))
            return value;
        result.AddError($"{Name(result)} takes a whole number, such as 20, not '{text}'.");
        return null;
    }

    private static double? Real(ArgumentResult result, string text)
    {
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (double.TryParse(text, style, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value))
            return value;
        result.AddError($"{Name(result)} takes a number, with a point before its decimals, such as 0.5, not '{text}'.");
        return null;
    }

    private static string Name(ArgumentResult result) => ((OptionResult)result.Parent!).Option.Name;

    private static Type? EnumerationOf(Type type) =>
        (Nullable.GetUnderlyingType(type) ?? type) is { IsEnum: true } enumeration ? enumeration : null;

    private static void RequireName(OptionResult result, Type enumeration)
    {
        string[] names = Enum.GetNames(enumeration);
        foreach (Token token in result.Tokens.Where(token => !names.Contains(token.Value, StringComparer.OrdinalIgnoreCase)))
            result.AddError($"{result.Option.Name} takes {string.Join(", ", names)}, not '{token.Value}'.");
    }
}
